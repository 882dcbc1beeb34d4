import type { ListedKind } from './listed-values.ts';
import { valueWriter, type Format } from './writer.ts';

const list = (...kinds: readonly ListedKind[]): Format => ({
  mediaType: 'text/plain; charset=utf-8',
  extension: 'txt',
  types: ['indicator'],
  writer: valueWriter(({ kind, value }) => (kinds.includes(kind) ? `${value}\n` : '')),
});

/** Plain lists, one value a line, as firewalls, resolvers and proxies fetch them. */
export const blockLists = {
  ip: list('ip', 'range'),
  domain: list('domain'),
  url: list('url'),
  hash: list('MD5', 'SHA-1', 'SHA-256', 'SHA-512'),
} as const satisfies Record<string, Format>;
