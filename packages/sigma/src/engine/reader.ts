import { fold } from '../evaluate/fold.ts';
import { type Event, isObject } from '../evaluate/values.ts';
import type { FieldIndex } from './field-index.ts';
import type { FieldNode, Slots } from './slots.ts';

/** What of an event the rules that are to be matched look at. */
export interface Attention {
  /** By number of field: 1 if any of them looks at it. */
  readonly fields: Uint8Array;
  /** Whether any of them has keywords. */
  readonly keywords: boolean;
}

/** Deeper objects in an event are not read for keywords: a hostile event must not exhaust the stack. */
const MAX_DEPTH = 64;

/** Marks every slot that an event's values meet. */
export const readEvent = (event: Event, slots: Slots, attention: Attention): void => {
  const { names } = slots;
  const keywords = attention.keywords && slots.keywords.inUse ? slots.keywords : undefined;
  for (const name in event) {
    const node = names.get(name);
    if (node === undefined && keywords === undefined) continue;
    readValue(event[name], node, keywords, attention, slots, 0);
  }
};

const readValue = (
  value: unknown,
  node: FieldNode | undefined,
  keywords: FieldIndex | undefined,
  attention: Attention,
  slots: Slots,
  depth: number,
): void => {
  const field = node?.field;
  const index = field !== undefined && attention.fields[field.number] === 1 ? field.index : undefined;
  // An empty list in a list has no value of its own, but the field is there.
  if (index !== undefined) index.markPresent();
  if (typeof value === 'string') {
    if (index === undefined && keywords === undefined) return;
    const folded = fold(value);
    index?.look(value, folded);
    keywords?.look(value, folded);
  } else if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    if (index === undefined && keywords === undefined) return;
    const text = String(value);
    index?.look(text, text);
    keywords?.look(text, text);
  } else if (Array.isArray(value)) {
    if (depth < MAX_DEPTH) for (const entry of value) readValue(entry, node, keywords, attention, slots, depth + 1);
  } else if (isObject(value) && depth < MAX_DEPTH) {
    readObject(value, node?.children, keywords, attention, slots, depth + 1);
  }
};

/** An object within an event is also searched for keywords by its names, see `keywordTexts`. */
const readObject = (
  object: Record<string, unknown>,
  names: Map<string, FieldNode> | undefined,
  keywords: FieldIndex | undefined,
  attention: Attention,
  slots: Slots,
  depth: number,
): void => {
  if (names === undefined && keywords === undefined) return;
  for (const name in object) {
    keywords?.look(name, fold(name));
    readValue(object[name], names?.get(name), keywords, attention, slots, depth);
  }
};
