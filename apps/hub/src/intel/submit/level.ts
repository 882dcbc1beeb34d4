import type { Level } from '@sanad/policy';
import { levelCodes } from '@sanad/policy';
import { exchangePolicyOf, isInForce, normaliseMarking, tlpOf, type StixObject, type TlpLevel } from '@sanad/stix';

/** A marking definition that the hub knows: a `statement` doesn't say who may read. */
export type Definition = Level | 'statement';

/** How far an object's own markings let it go: the strictest of them; one that nobody here knows hides it. */
export function levelOf(object: StixObject, definitions: ReadonlyMap<string, Definition>): Level {
  const references = object['object_marking_refs'];
  if (!Array.isArray(references)) return 'UNMARKED';
  const levels: Level[] = [];
  for (const reference of references as string[]) {
    const definition = definitionOf(reference, definitions);
    if (definition === 'statement') continue;
    levels.push(definition);
  }
  return (
    levels.reduce<Level | undefined>(
      (strictest, level) => (strictest === undefined || levelCodes[level] > levelCodes[strictest] ? level : strictest),
      undefined,
    ) ?? 'UNMARKED'
  );
}

/** What is known of a marking by its id: TLP by the well-known ids, others by their definitions. */
export function definitionOf(reference: string, definitions: ReadonlyMap<string, Definition>): Definition {
  const tlp = normaliseMarking(reference);
  return tlp ? levelNamed(tlp) : (definitions.get(reference) ?? 'UNKNOWN');
}

/** What a marking-definition object says of itself: TLP, or the TLP of an exchange policy that is in force. */
export function readDefinition(object: StixObject): Definition {
  const tlp = tlpOf(object);
  if (tlp) return levelNamed(tlp);
  if (object['definition_type'] === 'statement') return 'statement';
  const policy = exchangePolicyOf(object);
  return policy?.ok && isInForce(policy.value, new Date().toISOString()) ? levelNamed(policy.value.tlp) : 'UNKNOWN';
}

const levelNamed = (tlp: TlpLevel): Level => tlp.slice('TLP:'.length) as Level;
