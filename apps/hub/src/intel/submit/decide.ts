import type { Level } from '@sanad/policy';
import { levelCodes } from '@sanad/policy';
import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { StixObject } from '@sanad/stix';
import type { Caller } from '../../access/caller.ts';
import type { Incoming } from '../../store/append.ts';
import type { ReleaseFacts } from './facts.ts';
import { levelOf } from './level.ts';

/** How far the submitter wants the objects to go. */
export interface Release {
  /** Ids of communities. */
  readonly communities: readonly string[];
  /** Ids of parties, for TLP:RED. */
  readonly recipients: readonly string[];
  /** The level of objects that carry no TLP marking of their own. */
  readonly unmarked?: Level | undefined;
}

/** Whether a valid object may be kept, and how far it then goes. */
export function decide(caller: Caller, object: StixObject, release: Release, facts: ReleaseFacts): Result<Incoming> {
  const creator = object['created_by_ref'];
  const issues: Issue[] = [];
  if (
    typeof creator === 'string' &&
    creator !== caller.party &&
    facts.parties.has(creator) &&
    !facts.visible.has(object.id)
  ) {
    issues.push({
      code: 'creator-is-another-party',
      path: 'created_by_ref',
      message: `${creator} is another party of this hub; only it may publish or change its objects.`,
      spec: 'STIX 2.1 §3.6.1',
    });
  }
  if (facts.parties.has(object.id)) {
    issues.push({
      code: 'kept-by-the-hub',
      path: 'id',
      message: 'Parties are changed through the alliance API, not as objects.',
    });
  }
  const marked = levelOf(object, facts.definitions);
  const level = marked === 'UNMARKED' && release.unmarked ? release.unmarked : marked;
  for (const community of release.communities) {
    const ceiling = facts.ceilings.get(community);
    if (ceiling !== undefined && within(level) && levelCodes[level] > levelCodes[ceiling]) {
      issues.push({
        code: 'level-above-agreement',
        path: 'object_marking_refs',
        message: `TLP:${level} may not be shared to this community: its agreement allows up to TLP:${ceiling}.`,
      });
    }
  }
  if (issues.length > 0) return failure(...issues);
  const shared = level === 'RED' || level === 'UNKNOWN' || level === 'UNMARKED' ? [] : release.communities;
  return ok({ object, level, communities: shared, recipients: release.recipients });
}

/** Whether a level is one that an agreement's ceiling can be compared with. */
const within = (level: Level): boolean => level !== 'UNMARKED' && level !== 'UNKNOWN';
