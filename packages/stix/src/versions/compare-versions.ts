import type { Issue } from '@sanad/result';
import { canonicalJson } from '../common/canonical-json.ts';
import type { StixObject } from '../common/stix-object.ts';
import { compareTimestamps } from '../common/timestamp.ts';

/** How an object that comes in stands to the version that is known: STIX 2.1 §3.6. */
export type VersionOrder =
  /** The known version once more. */
  | 'same'
  /** A later version. */
  | 'newer'
  /** An earlier version. */
  | 'older'
  /** The same version with other content. */
  | 'conflict'
  /** A later version of an object that has been revoked for good. */
  | 'revoked';

/** How two versions stand to each other, and which rules of versioning the incoming one breaks. */
export interface VersionComparison {
  readonly order: VersionOrder;
  readonly issues: readonly Issue[];
}

/** The timestamp that tells versions of an object apart: `modified`, or `created` of what is never modified. */
export const versionOf = (object: StixObject): string | undefined => object.modified ?? object.created;

/** Compares a valid object with the latest known version of it, by the rules of STIX 2.1 §3.6; both have the same id. */
export function compareVersions(known: StixObject, incoming: StixObject): VersionComparison {
  if (known.id !== incoming.id) throw new Error(`${known.id} and ${incoming.id} are different objects`);
  const [knownVersion, incomingVersion] = [versionOf(known), versionOf(incoming)];
  const order = knownVersion && incomingVersion ? compareTimestamps(incomingVersion, knownVersion) : 0;

  if (order < 0) return { order: 'older', issues: continuity(known, incoming) };
  if (order > 0) {
    if (known.revoked !== true) return { order: 'newer', issues: continuity(known, incoming) };
    return {
      order: 'revoked',
      issues: [broken('revoked-for-good', 'revoked', 'a revoked object must not get new versions')],
    };
  }
  if (canonicalJson(withTimesOf(known, incoming)) === canonicalJson(known)) return { order: 'same', issues: [] };
  const message = 'the content differs from that of the known version with the same timestamp';
  return { order: 'conflict', issues: [broken('conflicting-version', 'modified', message)] };
}

/** Only the creator makes versions, and none changes when the object was created. */
function continuity(known: StixObject, incoming: StixObject): Issue[] {
  const issues: Issue[] = [];
  if (known.created_by_ref !== incoming.created_by_ref) {
    const wanted = known.created_by_ref ?? 'absent';
    issues.push(broken('creator-changed', 'created_by_ref', `must be ${wanted}, as in the known version`));
  }
  if (known.created && incoming.created && compareTimestamps(known.created, incoming.created) !== 0) {
    issues.push(broken('created-changed', 'created', `must be ${known.created}, as in the known version`));
  }
  return issues;
}

/** The incoming object with equal instants written as the known one writes them: `.000Z` is `.000000Z`. */
function withTimesOf(known: StixObject, incoming: StixObject): StixObject {
  const { created, modified } = known;
  return {
    ...incoming,
    ...(modified && incoming.modified && { modified }),
    ...(created && incoming.created && compareTimestamps(created, incoming.created) === 0 && { created }),
  };
}

const broken = (code: string, path: string, message: string): Issue => ({ code, path, message, spec: 'STIX 2.1 §3.6' });
