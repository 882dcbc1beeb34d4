import type { StixObject } from '../common/stix-object.ts';
import { exchangePolicyOf } from './iep.ts';
import { normaliseMarking, TLP_LEVELS, tlpOf, type TlpLevel } from './tlp.ts';

/**
 * The strictest level of several markings, each by its id or name or as the marking definition itself. Statements have no
 * level and do not count. Undefined if there is no level, or if any marking is unknown: it may be stricter than all.
 */
export function strictestMarking(markings: Iterable<string | StixObject>): TlpLevel | undefined {
  let strictest = -1;
  for (const marking of markings) {
    const level = typeof marking === 'string' ? normaliseMarking(marking) : levelOf(marking);
    if (level === undefined) return undefined;
    if (level !== 'none') strictest = Math.max(strictest, TLP_LEVELS.indexOf(level));
  }
  return TLP_LEVELS[strictest];
}

function levelOf(marking: StixObject): TlpLevel | 'none' | undefined {
  const level = tlpOf(marking);
  if (level) return level;
  if (marking['definition_type'] === 'statement') return 'none';
  const policy = exchangePolicyOf(marking);
  return policy?.ok ? policy.value.tlp : undefined;
}
