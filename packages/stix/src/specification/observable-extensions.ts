import {
  boolean,
  count,
  dictionary,
  enumeration,
  format,
  hashes,
  hex,
  integer,
  list,
  object,
  reference,
  required,
  string,
  vocabulary,
  type Kind,
  type ObjectKind,
  type Properties,
} from './kind.ts';
import * as words from './vocabularies.ts';

const textOrNumber: Kind = { kind: 'either', of: [string, { kind: 'float' }] };
/** One text, or a list of them for a header field that occurs more than once. */
export const headerValue: Kind = { kind: 'either', of: [string, list(string)] };

/** An extension has at least one of its properties: the introduction of each extension in STIX 2.1 §6. */
const someOf = (clause: string, properties: Properties): ObjectKind =>
  object(clause, properties, [{ rule: 'at-least-one', of: Object.keys(properties) }]);

const optionalHeader = someOf('6.7.6.2', {
  magic_hex: hex,
  major_linker_version: integer,
  minor_linker_version: integer,
  size_of_code: count,
  size_of_initialized_data: count,
  size_of_uninitialized_data: count,
  address_of_entry_point: integer,
  base_of_code: integer,
  base_of_data: integer,
  image_base: integer,
  section_alignment: integer,
  file_alignment: integer,
  major_os_version: integer,
  minor_os_version: integer,
  major_image_version: integer,
  minor_image_version: integer,
  major_subsystem_version: integer,
  minor_subsystem_version: integer,
  win32_version_value_hex: hex,
  size_of_image: count,
  size_of_headers: count,
  checksum_hex: hex,
  subsystem_hex: hex,
  dll_characteristics_hex: hex,
  size_of_stack_reserve: count,
  size_of_stack_commit: count,
  size_of_heap_reserve: count,
  size_of_heap_commit: count,
  loader_flags_hex: hex,
  number_of_rva_and_sizes: integer,
  hashes,
});

/** The predefined extensions of the file object: STIX 2.1 §6.7. */
export const fileExtensions: Readonly<Record<string, ObjectKind>> = {
  'archive-ext': object('6.7.2', { contains_refs: required(list(reference('file', 'directory'))), comment: string }),
  'ntfs-ext': someOf('6.7.3', {
    sid: string,
    alternate_data_streams: list(object('6.7.3.1', { name: required(string), hashes, size: count })),
  }),
  'pdf-ext': someOf('6.7.4', {
    version: string,
    is_optimized: boolean,
    document_info_dict: dictionary(string, 'pdf-information'),
    pdfid0: string,
    pdfid1: string,
  }),
  'raster-image-ext': someOf('6.7.5', {
    image_height: integer,
    image_width: integer,
    bits_per_pixel: integer,
    exif_tags: dictionary(textOrNumber, 'names'),
  }),
  'windows-pebinary-ext': object('6.7.6', {
    pe_type: required(vocabulary(words.windowsPebinaryType)),
    imphash: string,
    machine_hex: hex,
    number_of_sections: count,
    time_date_stamp: { kind: 'timestamp', precision: 'second' },
    pointer_to_symbol_table_hex: hex,
    number_of_symbols: count,
    size_of_optional_header: count,
    characteristics_hex: hex,
    file_header_hashes: hashes,
    optional_header: optionalHeader,
    sections: list(object('6.7.6.3', { name: required(string), size: count, entropy: { kind: 'float' }, hashes })),
  }),
};

/** The predefined extensions of the network traffic object: STIX 2.1 §6.12. */
export const networkTrafficExtensions: Readonly<Record<string, ObjectKind>> = {
  'http-request-ext': object('6.12.2', {
    request_method: required(string),
    request_value: required(string),
    request_version: string,
    request_header: dictionary(list(string), 'http-header'),
    message_body_length: integer,
    message_body_data_ref: reference('artifact'),
  }),
  'icmp-ext': object('6.12.3', { icmp_type_hex: required(hex), icmp_code_hex: required(hex) }),
  'socket-ext': object('6.12.4', {
    address_family: required(enumeration(words.socketAddressFamily)),
    is_blocking: boolean,
    is_listening: boolean,
    options: dictionary(integer, 'socket-option'),
    socket_type: enumeration(words.socketType),
    socket_descriptor: count,
    socket_handle: integer,
  }),
  'tcp-ext': someOf('6.12.5', { src_flags_hex: hex, dst_flags_hex: hex }),
};

/** The predefined extensions of the process object: STIX 2.1 §6.13. */
export const processExtensions: Readonly<Record<string, ObjectKind>> = {
  'windows-process-ext': someOf('6.13.2', {
    aslr_enabled: boolean,
    dep_enabled: boolean,
    priority: format('process-priority'),
    owner_sid: string,
    window_title: string,
    startup_info: dictionary({ kind: 'anything' }, 'names'),
    integrity_level: enumeration(words.windowsIntegrityLevel),
  }),
  'windows-service-ext': someOf('6.13.3', {
    service_name: string,
    descriptions: list(string),
    display_name: string,
    group_name: string,
    start_type: enumeration(words.serviceStartType),
    service_dll_refs: list(reference('file')),
    service_type: enumeration(words.serviceType),
    service_status: enumeration(words.serviceStatus),
  }),
};

/** The predefined extensions of the user account object: STIX 2.1 §6.16. */
export const userAccountExtensions: Readonly<Record<string, ObjectKind>> = {
  'unix-account-ext': someOf('6.16.2', { gid: integer, groups: list(string), home_dir: string, shell: string }),
};
