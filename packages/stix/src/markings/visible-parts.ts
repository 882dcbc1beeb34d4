import type { GranularMarking, StixObject } from '../common/stix-object.ts';
import { formatSelector, parseSelector, type Selector } from './selector.ts';

/** Without these a reader could not tell what the object is, which version, or how it is marked. */
const ESSENTIAL = new Set([
  'type',
  'spec_version',
  'id',
  'created',
  'modified',
  'object_marking_refs',
  'granular_markings',
]);

/**
 * What a reader may see of an object: undefined if one of its object markings is not readable, else the object without the
 * parts that a granular marking hides (STIX 2.1 §7.2.2, §7.2.3). Lists close up over hidden items, containers that become
 * empty go too, and the remaining selectors are adapted. Where hiding would take an essential property, or a marking can't
 * be understood, nothing is visible.
 */
export function visibleParts(object: StixObject, mayRead: (markingId: string) => boolean): StixObject | undefined {
  if (!(object.object_marking_refs ?? []).every((id) => mayRead(id))) return undefined;
  const granular = object.granular_markings;
  if (granular === undefined) return object;

  const isHidden = ({ marking_ref: id }: GranularMarking): boolean => id !== undefined && !mayRead(id);
  const hidden: Selector[] = [];
  for (const text of granular.filter(isHidden).flatMap(({ selectors }) => selectors)) {
    const selector = parseSelector(text);
    if (!selector || ESSENTIAL.has(String(selector[0]))) return undefined;
    hidden.push(selector);
  }
  if (hidden.length === 0 && !granular.some(isHidden)) return object;

  const removed = new Removed();
  const { granular_markings: _, ...unmarked } = object;
  const visible = prune(unmarked, [], hidden, removed) as StixObject;
  const markings = granular
    .filter((marking) => !isHidden(marking))
    .map((marking) => ({ ...marking, selectors: marking.selectors.flatMap((text) => removed.adapt(text) ?? []) }))
    .filter(({ selectors }) => selectors.length > 0);
  return markings.length > 0 ? { ...visible, granular_markings: markings } : visible;
}

/** Which parts of an object have gone, by their selectors in the object as it was. */
class Removed {
  readonly #parts = new Set<string>();
  /** By list, the indexes that have gone. */
  readonly #indexes = new Map<string, number[]>();

  add(selector: Selector): void {
    this.#parts.add(formatSelector(selector));
    const last = selector.at(-1);
    if (typeof last !== 'number') return;
    const list = formatSelector(selector.slice(0, -1));
    this.#indexes.set(list, [...(this.#indexes.get(list) ?? []), last]);
  }

  /** The same selector in what is left, or undefined if what it picked has gone. */
  adapt(text: string): string | undefined {
    const selector = parseSelector(text);
    const adapted: (string | number)[] = [];
    for (const [position, step] of (selector ?? []).entries()) {
      const before = formatSelector((selector ?? []).slice(0, position));
      if (this.#parts.has(formatSelector((selector ?? []).slice(0, position + 1)))) return undefined;
      const gone = this.#indexes.get(before) ?? [];
      adapted.push(typeof step === 'number' ? step - gone.filter((index) => index < step).length : step);
    }
    return adapted.length > 0 ? formatSelector(adapted) : undefined;
  }
}

/** A copy without the hidden parts; undefined if nothing is left of a container that lost something. */
function prune(value: unknown, at: Selector, hidden: readonly Selector[], removed: Removed): unknown {
  if (hidden.length === 0 || typeof value !== 'object' || value === null) return value;
  const isList = Array.isArray(value);
  const kept: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const step = isList ? Number(name) : name;
    const below = hidden.filter(([first]) => first === step).map((selector) => selector.slice(1));
    const left = below.some((selector) => selector.length === 0)
      ? undefined
      : prune(member, [...at, step], below, removed);
    if (left === undefined) removed.add([...at, step]);
    else kept.push([name, left]);
  }
  if (kept.length === 0) return undefined;
  return isList ? kept.map(([, member]) => member) : Object.fromEntries(kept);
}
