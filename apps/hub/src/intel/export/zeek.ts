import type { ListedKind } from './listed-values.ts';
import { valueWriter, type Format } from './writer.ts';

const types: Readonly<Record<ListedKind, string>> = {
  ip: 'Intel::ADDR',
  range: 'Intel::SUBNET',
  domain: 'Intel::DOMAIN',
  url: 'Intel::URL',
  email: 'Intel::EMAIL',
  filename: 'Intel::FILE_NAME',
  MD5: 'Intel::FILE_HASH',
  'SHA-1': 'Intel::FILE_HASH',
  'SHA-256': 'Intel::FILE_HASH',
  'SHA-512': 'Intel::FILE_HASH',
};

/** A file for Zeek's intelligence framework: fields parted by tabs, empty ones a dash. */
export const zeek: Format = {
  mediaType: 'text/plain; charset=utf-8',
  extension: 'intel',
  types: ['indicator'],
  writer: valueWriter(
    ({ kind, value }, indicator, { row }) => {
      // Zeek compares URLs without their scheme.
      const shown = kind === 'url' ? value.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '') : value;
      return `${[shown, types[kind], row.owner, typeof indicator['name'] === 'string' ? indicator['name'] : '', row.id].map(field).join('\t')}\n`;
    },
    { head: '#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc\tmeta.url\n' },
  ),
};

// oxlint-disable-next-line no-control-regex -- a tab or line break would begin another field
const field = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim() || '-';
