import { type Event, isObject } from '../evaluate/values.ts';
import { EventText } from './event-text.ts';
import type { FieldIndex } from './field-index.ts';
import type { FieldNode, Slots } from './slots.ts';

/** What of an event the rules that are to be matched look at. */
export interface Attention {
  /** By number of field: 1 if any of them looks at it. */
  readonly fields: Uint8Array;
  /** What is looked for in every value. */
  readonly keywords: FieldIndex | undefined;
}

/** Deeper objects in an event are not read: a hostile event must not exhaust the stack. */
const MAX_DEPTH = 64;

/** Walks through an event and has every slot marked that its values meet. */
export class EventReader {
  readonly #slots: Slots;
  readonly #text = new EventText();
  #fields: Uint8Array = new Uint8Array();
  #keywords: FieldIndex | undefined;

  constructor(slots: Slots) {
    this.#slots = slots;
  }

  /** `number` must be another one for every event, and not 0. */
  read(event: Event, number: number, attention: Attention): void {
    this.#text.event = number | 0;
    const { names, values } = this.#slots;
    this.#fields = attention.fields;
    this.#keywords = attention.keywords;
    values.begin(number);
    for (const name in event) {
      const node = names.get(name);
      if (node === undefined && this.#keywords === undefined) continue;
      const value = event[name];
      if (node?.field) values.set(node.field.number, value);
      this.#value(value, node, 0);
    }
  }

  #value(value: unknown, node: FieldNode | undefined, depth: number): void {
    const field = node?.field;
    const index = field !== undefined && this.#fields[field.number] === 1 ? field.index : undefined;
    if (index !== undefined && index.presence.length > 0) index.markPresent();
    if (typeof value === 'string') {
      this.#look(value, index);
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) return;
      if (Array.isArray(value)) for (const entry of value) this.#value(entry, node, depth + 1);
      else if (isObject(value)) this.#object(value, node?.children, depth + 1);
    } else if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
      this.#look(String(value), index);
    }
  }

  #look(text: string, index: FieldIndex | undefined): void {
    if (index === undefined && this.#keywords === undefined) return;
    this.#text.set(text);
    index?.look(this.#text);
    this.#keywords?.look(this.#text);
  }

  /** An object within an event is also searched for keywords by its names, see `keywordTexts`. */
  #object(object: Record<string, unknown>, names: Map<string, FieldNode> | undefined, depth: number): void {
    if (names === undefined && this.#keywords === undefined) return;
    for (const name in object) {
      this.#look(name, undefined);
      this.#value(object[name], names?.get(name), depth);
    }
  }
}
