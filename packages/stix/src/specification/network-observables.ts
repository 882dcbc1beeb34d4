import {
  boolean,
  count,
  dictionary,
  format,
  integer,
  list,
  object,
  port,
  reference,
  required,
  string,
  timestamp,
  type Kind,
  type TypeDefinition,
} from './kind.ts';
import { headerValue, networkTrafficExtensions } from './observable-extensions.ts';
import { observable } from './observable.ts';

const trafficEnd = reference('ipv4-addr', 'ipv6-addr', 'mac-addr', 'domain-name');
const textOrInteger: Kind = { kind: 'either', of: [string, integer] };

const mimePart = object(
  '6.6.2',
  {
    body: string,
    body_raw_ref: reference('artifact', 'file'),
    content_type: string,
    content_disposition: string,
  },
  [{ rule: 'exactly-one', of: ['body', 'body_raw_ref'] }],
);

/** The cyber-observables of networks and messages: STIX 2.1 §6. */
export const networkObservables: readonly TypeDefinition[] = [
  observable(
    '6.2',
    'autonomous-system',
    { number: required(integer), name: string, rir: string },
    { identifiedBy: ['number'] },
  ),
  observable(
    '6.4',
    'domain-name',
    {
      value: required(format('domain-name')),
      resolves_to_refs: list(reference('ipv4-addr', 'ipv6-addr', 'domain-name')),
    },
    { identifiedBy: ['value'] },
  ),
  observable(
    '6.5',
    'email-addr',
    { value: required(format('email-address')), display_name: string, belongs_to_ref: reference('user-account') },
    { identifiedBy: ['value'] },
  ),
  observable(
    '6.6',
    'email-message',
    {
      is_multipart: required(boolean),
      date: timestamp,
      content_type: string,
      from_ref: reference('email-addr'),
      sender_ref: reference('email-addr'),
      to_refs: list(reference('email-addr')),
      cc_refs: list(reference('email-addr')),
      bcc_refs: list(reference('email-addr')),
      message_id: string,
      subject: string,
      received_lines: list(string),
      additional_header_fields: dictionary(headerValue, 'names'),
      body: string,
      body_multipart: list(mimePart),
      raw_email_ref: reference('artifact'),
    },
    {
      identifiedBy: ['from_ref', 'subject', 'body'],
      rules: [
        { rule: 'forbids', property: 'is_multipart', is: true, forbids: ['body'] },
        { rule: 'forbids', property: 'is_multipart', is: false, forbids: ['body_multipart'] },
      ],
    },
  ),
  ...(['ipv4', 'ipv6'] as const).map((version) =>
    observable(
      version === 'ipv4' ? '6.8' : '6.9',
      `${version}-addr`,
      {
        value: required(format(version)),
        resolves_to_refs: list(reference('mac-addr')),
        belongs_to_refs: list(reference('autonomous-system')),
      },
      { identifiedBy: ['value'] },
    ),
  ),
  observable('6.10', 'mac-addr', { value: required(format('mac-address')) }, { identifiedBy: ['value'] }),
  observable(
    '6.12',
    'network-traffic',
    {
      start: timestamp,
      end: timestamp,
      is_active: boolean,
      src_ref: trafficEnd,
      dst_ref: trafficEnd,
      src_port: port,
      dst_port: port,
      protocols: required(list(format('protocol'))),
      src_byte_count: count,
      dst_byte_count: count,
      src_packets: count,
      dst_packets: count,
      ipfix: dictionary(textOrInteger, 'ipfix'),
      src_payload_ref: reference('artifact'),
      dst_payload_ref: reference('artifact'),
      encapsulates_refs: list(reference('network-traffic')),
      encapsulated_by_ref: reference('network-traffic'),
    },
    {
      identifiedBy: ['start', 'end', 'src_ref', 'dst_ref', 'src_port', 'dst_port', 'protocols', 'extensions'],
      rules: [
        { rule: 'at-least-one', of: ['src_ref', 'dst_ref'] },
        { rule: 'not-before', later: 'end', earlier: 'start' },
        { rule: 'forbids', property: 'is_active', is: true, forbids: ['end'] },
      ],
      extensions: networkTrafficExtensions,
    },
  ),
  observable('6.15', 'url', { value: required(format('url')) }, { identifiedBy: ['value'] }),
];
