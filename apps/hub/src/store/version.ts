import type { StixObject } from '@sanad/stix';

/**
 * The version of an object as text that sorts by time: `modified`, else `created`, without `Z` and trailing zeros, so
 * that every precision compares right byte by byte. Objects that have neither (many SCOs) have one version, the empty one.
 */
export function sortableVersion(object: StixObject): string {
  const stamp = object['modified'] ?? object['created'];
  return typeof stamp === 'string' ? sortableTimestamp(stamp) : '';
}

/** A STIX timestamp as text that sorts by time. */
export function sortableTimestamp(stamp: string): string {
  return stamp
    .replace(/Z$/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** The STIX timestamp of a {@link sortableVersion}, with at least three digits of a second. */
export function timestampOf(version: string): string {
  const [seconds, fraction = ''] = version.split('.');
  return `${seconds}.${fraction.padEnd(3, '0')}Z`;
}
