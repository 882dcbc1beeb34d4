/** Microseconds since 1970-01-01T00:00:00Z. */
export type Microseconds = bigint;

const PATTERN = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,18}))?Z$/;

/** Reads an RFC 3339 timestamp in UTC with up to 18 decimals; what is finer than a microsecond is cut off. */
export function parseTimestamp(text: string): Microseconds | undefined {
  const parts = split(text);
  return parts && BigInt(parts.milliseconds) * 1000n + BigInt(parts.fraction.slice(0, 6).padEnd(6, '0'));
}

/** Writes a TAXII timestamp, which has exactly six decimals. */
export function formatTimestamp(microseconds: Microseconds): string {
  const fraction = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((microseconds - fraction) / 1000n)).toISOString().slice(0, 19);
  return `${seconds}.${fraction.toString().padStart(6, '0')}Z`;
}

/**
 * One spelling for each instant, with as few decimals as it takes, so that `…00Z` and `…00.000Z` are seen to be the
 * same version of an object.
 */
export function canonicalTimestamp(text: string): string | undefined {
  const parts = split(text);
  if (!parts) return undefined;
  const fraction = parts.fraction.replace(/0+$/, '');
  return `${parts.seconds}${fraction && `.${fraction}`}Z`;
}

function split(text: string): { seconds: string; fraction: string; milliseconds: number } | undefined {
  const [, seconds, fraction = ''] = PATTERN.exec(text) ?? [];
  if (seconds === undefined) return undefined;
  const milliseconds = Date.parse(`${seconds}Z`);
  // Date.parse takes 24:00 and the 30th of February for another day.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(seconds)) return undefined;
  return { seconds, fraction, milliseconds };
}
