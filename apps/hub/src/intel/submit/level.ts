import type { Level } from '@sanad/policy';
import { levelCodes } from '@sanad/policy';
import { normaliseMarking, type StixObject } from '@sanad/stix';

/** A marking definition that the hub knows: `statement` and `iep` don't say who may read. */
export type Definition = Level | 'statement' | 'iep';

/** How far an object's own markings let it go: the strictest of them; one that nobody here knows hides it. */
export function levelOf(object: StixObject, definitions: ReadonlyMap<string, Definition>): Level {
  const references = object['object_marking_refs'];
  if (!Array.isArray(references)) return 'UNMARKED';
  const levels: Level[] = [];
  for (const reference of references as string[]) {
    const definition = definitionOf(reference, definitions);
    if (definition === 'statement' || definition === 'iep') continue;
    levels.push(definition);
  }
  return levels.reduce<Level | undefined>(
    (strictest, level) => (strictest === undefined || levelCodes[level] > levelCodes[strictest] ? level : strictest),
    undefined,
  ) ?? 'UNMARKED';
}

/** What is known of a marking by its id: TLP by the well-known ids, others by their definitions. */
export function definitionOf(reference: string, definitions: ReadonlyMap<string, Definition>): Definition {
  const tlp = normaliseMarking(reference);
  return tlp ? (tlp.slice('TLP:'.length) as Level) : (definitions.get(reference) ?? 'UNKNOWN');
}

/** What a marking-definition object says of itself. */
export function readDefinition(object: StixObject): Definition {
  const tlp = normaliseMarking(object.id);
  if (tlp) return tlp.slice('TLP:'.length) as Level;
  if (object['definition_type'] === 'statement') return 'statement';
  const extensions = object['extensions'];
  const iep = 'extension-definition--762e2e97-bc1d-4f65-a0c4-6b6c6e6b3b1f';
  if (extensions && typeof extensions === 'object' && Object.keys(extensions).some((id) => id.startsWith(iep.slice(0, 30)))) return 'iep';
  return 'UNKNOWN';
}
