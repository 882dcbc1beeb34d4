import type { ListedKind, ListedValue } from './listed-values.ts';
import { valueWriter, type Format } from './writer.ts';

const list = (form: (value: string) => string, ...kinds: readonly ListedKind[]): Format => ({
  mediaType: 'text/plain; charset=utf-8',
  extension: 'lst',
  types: ['indicator'],
  writer: valueWriter(({ kind, value }) => (kinds.includes(kind) ? `${form(value)}\n` : '')),
});

/** Datasets hold strings in base64. */
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const plain = (text: string): string => text;

/** Numbers of the rules, in the range that is left to local rules. */
const firstNumber = 1_900_000;

/** The rules that use the datasets and hash lists; they stand in the same folder. Suricata 7 or newer. */
const fixedRules = [
  ['dns', 'domain asked for', 'dns.query; dataset:isset,sanad-domain,type string,load sanad-domain.lst'],
  ['tls', 'domain in TLS', 'tls.sni; dataset:isset,sanad-domain,type string,load sanad-domain.lst'],
  ['http', 'domain in HTTP', 'http.host; dataset:isset,sanad-domain,type string,load sanad-domain.lst'],
  ['ip', 'address reached', 'ip.dst; dataset:isset,sanad-ip,type ip,load sanad-ip.lst'],
  ['ip', 'address calling', 'ip.src; dataset:isset,sanad-ip,type ip,load sanad-ip.lst'],
  ...['http', 'smtp'].flatMap((protocol) => [
    [protocol, 'file (MD5)', 'filemd5:sanad-md5.lst'],
    [protocol, 'file (SHA-1)', 'filesha1:sanad-sha1.lst'],
    [protocol, 'file (SHA-256)', 'filesha256:sanad-sha256.lst'],
  ]),
]
  .map(([protocol, what, options], index) =>
    rule(`alert ${protocol} any any -> any any`, `Sanad: ${what}`, options ?? '', index),
  )
  .join('');

/** What Suricata loads: datasets, hash lists, and the rules that use them. */
export const suricata = {
  'suricata-ip': list(plain, 'ip'),
  'suricata-domain': list(base64, 'domain'),
  'suricata-md5': list(plain, 'MD5'),
  'suricata-sha1': list(plain, 'SHA-1'),
  'suricata-sha256': list(plain, 'SHA-256'),
  'suricata-rules': {
    mediaType: 'text/plain; charset=utf-8',
    extension: 'rules',
    types: ['indicator'],
    writer: (now) => {
      let number = 100;
      const rules = valueWriter((value) => ruleOf(value, () => number++));
      return { ...rules(now), head: fixedRules };
    },
  },
} as const satisfies Record<string, Format>;

/** Ranges and URLs don't fit a dataset: each is a rule of its own. */
function ruleOf({ kind, value }: ListedValue, next: () => number): string {
  if (kind === 'range') return rule(`alert ip any any -> [${value}] any`, 'Sanad: range reached', '', next());
  if (kind !== 'url' || !URL.canParse(value)) return '';
  const { protocol, hostname, pathname, search } = new URL(value);
  // Inside TLS a sensor sees no path, unless a proxy hands it the clear text: then it is HTTP again.
  if (protocol !== 'http:' && protocol !== 'https:') return '';
  const host = content(hostname);
  const path = content(pathname + search);
  return rule('alert http any any -> any any', 'Sanad: URL', `http.host; ${host}; http.uri.raw; ${path}`, next());
}

function rule(head: string, message: string, options: string, offset: number): string {
  return `${head} (msg:"${message}"; ${options ? `${options}; ` : ''}sid:${firstNumber + offset}; rev:1;)\n`;
}

/** A content match of a whole buffer; what has a meaning of its own in a rule is written in hexadecimal. */
function content(text: string): string {
  const bytes = Buffer.from(text);
  const written = Array.from(bytes, (byte) =>
    /[\w./?=&%+~-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `|${byte.toString(16).padStart(2, '0')}|`,
  );
  return `content:"${written.join('')}"; bsize:${bytes.length}`;
}
