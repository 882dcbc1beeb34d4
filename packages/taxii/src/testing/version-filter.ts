import type { VersionMatch } from '../server/query.ts';
import type { StoredObject } from './stored-object.ts';

/** Of the versions of one object, those that `match[version]` and `match[spec_version]` leave (TAXII 2.1 §3.4.1). */
export function versionsThatMatch(
  versions: readonly StoredObject[],
  match: VersionMatch,
  specVersions?: readonly string[],
): StoredObject[] {
  const inSpec = specVersions
    ? versions.filter(({ specVersion }) => specVersions.includes(specVersion))
    : versions.filter((object) => isNewestSpec(object, versions));
  if (match.all) return inSpec;
  const times = inSpec.map(({ at }) => at).toSorted(compareTimes);
  const wanted = new Set(match.dates);
  if (match.first) wanted.add(times[0] ?? '');
  if (match.last) wanted.add(times.at(-1) ?? '');
  return inSpec.filter(({ at }) => wanted.has(at));
}

/** Whether no other object is the same version in a newer version of STIX. */
const isNewestSpec = ({ at, specVersion }: StoredObject, versions: readonly StoredObject[]): boolean =>
  !versions.some((other) => other.at === at && other.specVersion > specVersion);

/** Canonical timestamps have any number of decimals: without its Z, a shorter one is the beginning of a longer. */
function compareTimes(left: string, right: string): number {
  const [a, b] = [left.slice(0, -1), right.slice(0, -1)];
  return a < b ? -1 : a > b ? 1 : 0;
}
