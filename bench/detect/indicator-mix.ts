import type { Indicator } from '@sanad/detect';

/** Pseudo-random 32-bit numbers (xorshift, Marsaglia 2003), so that each run measures the same. */
export function numbers(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

const hex = (next: () => number, digits: number): string => {
  let text = '';
  while (text.length < digits) text += next().toString(16).padStart(8, '0');
  return text.slice(0, digits);
};

const WORDS =
  'secure login update account mail cdn api panel invoice drive office portal cloud verify pay bank news shop'.split(
    ' ',
  );
const ENDINGS = ['com', 'net', 'org', 'info', 'xyz', 'top', 'online', 'ru', 'cn', 'io'];

const domain = (next: () => number): string => {
  const word = WORDS[next() % WORDS.length] ?? '';
  return `${word}-${next().toString(36)}.${ENDINGS[next() % ENDINGS.length]}`;
};

const address = (next: () => number): string => {
  const number = next();
  return `${((number >>> 24) % 200) + 20}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
};

/** A pattern of the mix: 35 % IPv4 addresses, 25 % names, 15 % URLs, 15 % SHA-256, 6 % MD5, 4 % SHA-1. */
function pattern(next: () => number): string {
  const share = next() % 100;
  if (share < 35) return `[ipv4-addr:value = '${address(next)}']`;
  if (share < 60) return `[domain-name:value = '${domain(next)}']`;
  if (share < 75) return `[url:value = 'http://${domain(next)}/${next().toString(36)}.php']`;
  if (share < 90) return `[file:hashes.'SHA-256' = '${hex(next, 64)}']`;
  return share < 96 ? `[file:hashes.MD5 = '${hex(next, 32)}']` : `[file:hashes.'SHA-1' = '${hex(next, 40)}']`;
}

/** Indicators as feeds bring them: random identifiers, three in ten with an end, seven in ten with a confidence. */
export function* indicators(count: number, seed = 1): Generator<Indicator> {
  const next = numbers(seed);
  for (let index = 0; index < count; index++) {
    const id = hex(next, 32);
    yield {
      id: `indicator--${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20)}`,
      pattern: pattern(next),
      pattern_type: 'stix',
      created: '2026-01-01T00:00:00Z',
      modified: '2026-01-01T00:00:00Z',
      valid_from: new Date(1.76e12 + (next() % 1e7) * 1000).toISOString(),
      ...(next() % 10 < 3 ? { valid_until: new Date(1.9e12 + (next() % 1e7) * 1000).toISOString() } : {}),
      ...(next() % 10 < 7 ? { confidence: next() % 101 } : {}),
    };
  }
}
