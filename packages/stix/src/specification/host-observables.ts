import {
  binary,
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
  timestamp,
  vocabulary,
  type Properties,
  type TypeDefinition,
} from './kind.ts';
import { fileExtensions, processExtensions, userAccountExtensions } from './observable-extensions.ts';
import { observable, someOf } from './observable.ts';
import * as words from './vocabularies.ts';

const fileTimes = { ctime: timestamp, mtime: timestamp, atime: timestamp };

const processProperties: Properties = {
  is_hidden: boolean,
  pid: integer,
  created_time: timestamp,
  cwd: string,
  command_line: string,
  environment_variables: dictionary(string, 'names'),
  opened_connection_refs: list(reference('network-traffic')),
  creator_user_ref: reference('user-account'),
  image_ref: reference('file'),
  parent_ref: reference('process'),
  child_refs: list(reference('process')),
};

const accountProperties: Properties = {
  user_id: string,
  credential: string,
  account_login: string,
  account_type: vocabulary(words.accountType),
  display_name: string,
  is_service_account: boolean,
  is_privileged: boolean,
  can_escalate_privs: boolean,
  is_disabled: boolean,
  account_created: timestamp,
  account_expires: timestamp,
  credential_last_changed: timestamp,
  account_first_login: timestamp,
  account_last_login: timestamp,
};

const registryValueProperties: Properties = {
  name: string,
  data: string,
  data_type: enumeration(words.registryDatatype),
};

const registryKeyProperties: Properties = {
  key: format('registry-key'),
  values: list(
    object('6.17.2', registryValueProperties, [{ rule: 'at-least-one', of: Object.keys(registryValueProperties) }]),
  ),
  modified_time: timestamp,
  creator_user_ref: reference('user-account'),
  number_of_subkeys: integer,
};

const certificateExtensions = object('6.18.2', {
  basic_constraints: string,
  name_constraints: string,
  policy_constraints: string,
  key_usage: string,
  extended_key_usage: string,
  subject_key_identifier: string,
  authority_key_identifier: string,
  subject_alternative_name: string,
  issuer_alternative_name: string,
  subject_directory_attributes: string,
  crl_distribution_points: string,
  inhibit_any_policy: string,
  private_key_usage_period_not_before: timestamp,
  private_key_usage_period_not_after: timestamp,
  certificate_policies: string,
  policy_mappings: string,
});

const certificateProperties: Properties = {
  is_self_signed: boolean,
  hashes,
  version: string,
  serial_number: string,
  signature_algorithm: string,
  issuer: string,
  validity_not_before: timestamp,
  validity_not_after: timestamp,
  subject: string,
  subject_public_key_algorithm: string,
  subject_public_key_modulus: string,
  subject_public_key_exponent: integer,
  x509_v3_extensions: certificateExtensions,
};

/** The cyber-observable objects: STIX 2.1 §6. */

/** The cyber-observables of machines and what runs on them: STIX 2.1 §6. */
export const hostObservables: readonly TypeDefinition[] = [
  observable(
    '6.1',
    'artifact',
    {
      mime_type: format('media-type'),
      payload_bin: binary,
      url: format('url'),
      hashes,
      encryption_algorithm: enumeration(words.encryptionAlgorithm),
      decryption_key: string,
    },
    {
      identifiedBy: ['hashes', 'payload_bin'],
      rules: [
        { rule: 'exactly-one', of: ['payload_bin', 'url'] },
        { rule: 'needs', property: 'url', needs: ['hashes'] },
        { rule: 'needs', property: 'decryption_key', needs: ['encryption_algorithm'] },
      ],
    },
  ),
  observable(
    '6.3',
    'directory',
    {
      path: required(string),
      path_enc: format('character-set'),
      ...fileTimes,
      contains_refs: list(reference('file', 'directory')),
    },
    { identifiedBy: ['path'] },
  ),
  observable(
    '6.7',
    'file',
    {
      hashes,
      size: count,
      name: string,
      name_enc: format('character-set'),
      magic_number_hex: hex,
      mime_type: format('media-type'),
      ...fileTimes,
      parent_directory_ref: reference('directory'),
      contains_refs: list(reference('sco')),
      content_ref: reference('artifact'),
    },
    {
      identifiedBy: ['hashes', 'name', 'extensions', 'parent_directory_ref'],
      rules: [{ rule: 'at-least-one', of: ['hashes', 'name'] }],
      extensions: fileExtensions,
    },
  ),
  observable('6.11', 'mutex', { name: required(string) }, { identifiedBy: ['name'] }),
  observable('6.13', 'process', processProperties, {
    identifiedBy: [],
    rules: [someOf(processProperties)],
    extensions: processExtensions,
  }),
  observable(
    '6.14',
    'software',
    {
      name: required(string),
      cpe: format('cpe'),
      swid: string,
      languages: list(format('language-form')),
      vendor: string,
      version: string,
    },
    { identifiedBy: ['name', 'cpe', 'swid', 'vendor', 'version'] },
  ),
  observable('6.16', 'user-account', accountProperties, {
    identifiedBy: ['account_type', 'user_id', 'account_login'],
    rules: [someOf(accountProperties)],
    extensions: userAccountExtensions,
  }),
  observable('6.17', 'windows-registry-key', registryKeyProperties, {
    identifiedBy: ['key', 'values'],
    rules: [someOf(registryKeyProperties)],
  }),
  observable('6.18', 'x509-certificate', certificateProperties, {
    identifiedBy: ['hashes', 'serial_number'],
    rules: [someOf(certificateProperties)],
  }),
];
