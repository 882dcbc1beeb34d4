import { fold } from '../evaluate/fold.ts';
import { type Event, fieldReader, keywordTexts } from '../evaluate/values.ts';
import { requiredLiterals } from '../regex/required.ts';
import { type Pattern, MANY } from '../rule/pattern.ts';
import type { Test } from '../rule/rule.ts';
import { FieldIndex } from './field-index.ts';
import { FieldValues } from './field-values.ts';
import { GramCounts } from './gram-counts.ts';
import { lazyPredicate, textPredicate } from './lazy.ts';
import { needlesOf } from './needle.ts';
import type { Witness } from './witness.ts';

/** A field that rules look at. */
export interface Field {
  readonly number: number;
  readonly index: FieldIndex;
}

/** A name in events: the field it is, if rules look at it, and the names within it. */
export interface FieldNode {
  field: Field | undefined;
  children: Map<string, FieldNode> | undefined;
}

/** Tests that an index decides while it reads an event. */
const isIndexed = (test: Test): boolean =>
  test.is === 'text' || test.is === 'number' || test.is === 'boolean' || (test.is === 'exists' && test.value);

/** Longer lists of values are looked for while an event is read. */
const FEW = 6;

interface SlotTests {
  readonly field: string | null;
  readonly tests: readonly Test[];
}

/**
 * The elementary conditions of all rules, each once: a field with the values of which any will do. Some are marked
 * while an event is read, the others are decided when a rule asks.
 */
export class Slots {
  /** By slot: the number of the event for which it is true, negated where it is known to be false. */
  marks = new Int32Array(1024);
  /** By slot: how to decide it when it is not marked. */
  readonly lazy: (((event: Event) => boolean) | undefined)[] = [];
  /** By slot: rules to consider once it is marked. */
  readonly watchers: (number[] | undefined)[] = [];
  /** By slot: the number of its field, −1 for keywords. */
  readonly fieldOf: number[] = [];
  /** The names of an event's own fields. */
  readonly names = new Map<string, FieldNode>();
  readonly keywords: FieldIndex;

  /** What the current event has in the fields that rules look at. */
  readonly values = new FieldValues();

  readonly #slots = new Map<string, number>();
  readonly #tests: SlotTests[] = [];
  readonly #filed = new Set<number>();
  readonly #witnesses: (readonly number[] | undefined)[] = [];
  readonly #costs: number[] = [];
  /** By slot: how many rules use it, a sign of how common it is in events. */
  readonly #uses: number[] = [];
  readonly #counts = new GramCounts();
  readonly #fields = new Map<string, Field>();
  readonly #keywordTests: { readonly test: Test; readonly slot: number }[] = [];
  readonly #mark: (slot: number) => void;
  readonly #onCut: () => void;

  constructor(mark: (slot: number) => void, onCut: () => void) {
    this.#onCut = onCut;
    this.#mark = mark;
    this.keywords = new FieldIndex(this.#counts, mark);
  }

  /** Lets the index know texts before they are added, so that it can tell which of their parts are rare. */
  learn(tests: readonly Test[]): void {
    for (const test of tests) {
      if (test.is === 'any') this.learn(test.of);
      if (test.is === 'text')
        for (const part of test.pattern) if (typeof part === 'string') this.#counts.add(fold(part));
    }
  }

  /** The slot of a field with values, new or known. */
  slotOf(field: string | null, tests: readonly Test[]): number {
    const flat = tests.flatMap(flatten);
    const key = JSON.stringify([field, flat]);
    const known = this.#slots.get(key);
    if (known !== undefined) {
      this.#uses[known] = (this.#uses[known] ?? 0) + 1;
      return known;
    }
    const slot = this.#open(field);
    this.#slots.set(key, slot);
    this.#tests[slot] = { field, tests: flat };
    this.lazy[slot] = this.#later(slot, field, flat);
    this.#witnesses[slot] = this.#witnessSlots(field, flat, slot);
    this.#costs[slot] = flat.reduce((sum, test) => sum + commonness(test), 0);
    if (flat.length > FEW) this.file(slot);
    return slot;
  }

  /**
   * Has a slot marked while events are read. That is for slots which call rules up, and for long lists; for the rest it
   * costs less to look when a rule asks, which few do.
   */
  file(slot: number): void {
    const { field, tests } = this.#tests[slot] as SlotTests;
    if (this.#filed.has(slot)) return;
    this.#filed.add(slot);
    const lazy = tests.filter((test) => !isIndexed(test));
    this.lazy[slot] = lazy.length > 0 ? this.#later(slot, field, lazy) : undefined;
    const index = field === null ? this.keywords : this.#field(field).index;
    for (const test of tests) this.#file(test, index, slot);
    if (field === null) this.#keywordTests.push(...tests.map((test) => ({ test, slot })));
  }

  isFiled(slot: number): boolean {
    return this.#filed.has(slot);
  }

  /** How dear it is to look at a slot: 0 for a mark, 1 for comparing texts, 2 for anything else. */
  priceOf(slot: number): number {
    if (this.lazy[slot] === undefined) return 0;
    return this.#tests[slot]?.tests.every(isIndexed) ? 1 : 2;
  }

  /** Most slots are never asked for, so that what deciding needs is prepared with the first question. */
  #later(slot: number, field: string | null, tests: readonly Test[]): (event: Event) => boolean {
    return (event) => {
      const decide = this.#predicate(field, tests);
      this.lazy[slot] = decide;
      return decide(event);
    };
  }

  #predicate(field: string | null, tests: readonly Test[]): (event: Event) => boolean {
    if (field === null) return lazyPredicate(keywordTexts, tests, this.#onCut);
    const number = this.#field(field).number;
    const decide = lazyPredicate(fieldReader(field), tests, this.#onCut);
    const { values } = this;
    const meets = textPredicate(tests, (text) => values.fold(number, text));
    if (!meets || field.includes('.')) return decide;
    // What nearly every rule and event have: texts only, and one text or none under the field's own name.
    return (event) => {
      const value = values.get(number);
      if (typeof value === 'string') return meets(value);
      return value !== undefined && decide(event);
    };
  }

  /** Slots of which one is marked whenever this one is true. */
  witnessOf(slot: number): Witness | undefined {
    const slots = this.#witnesses[slot];
    return slots && { slots, cost: (this.#costs[slot] ?? 1) * (this.#uses[slot] ?? 1) };
  }

  #open(field: string | null): number {
    const slot = this.lazy.length;
    if (slot >= this.marks.length) {
      const larger = new Int32Array(this.marks.length * 2);
      larger.set(this.marks);
      this.marks = larger;
    }
    this.lazy.push(undefined);
    this.watchers.push(undefined);
    this.#uses.push(1);
    this.fieldOf.push(field === null ? -1 : this.#field(field).number);
    return slot;
  }

  #file(test: Test, index: FieldIndex, slot: number): void {
    if (test.is === 'exists') {
      if (test.value) index.presence.push(slot);
    } else if (test.is === 'number' || test.is === 'boolean') {
      index.add({ place: 'whole', literal: fold(String(test.value)) }, '', slot);
    } else if (test.is === 'text') {
      const cased = test.cased === true;
      for (const needle of needlesOf(test.pattern, cased)) {
        const distinct = needle.confirm ? `${cased}${JSON.stringify(test.pattern)}` : '';
        index.add(needle, `${distinct}/${needle.literal}`, slot);
      }
    }
  }

  /** What must be marked before a slot can be true: itself for indexed tests, a gate for others. */
  #witnessSlots(field: string | null, tests: readonly Test[], slot: number): readonly number[] | undefined {
    const slots = new Set<number>();
    for (const test of tests) {
      if (isIndexed(test)) {
        slots.add(slot);
        continue;
      }
      if (test.is === 'null' || test.is === 'exists') return undefined;
      const literals = test.is === 'regex' ? requiredLiterals(test.source) : undefined;
      if (literals) slots.add(this.slotOf(field, literals.map(anywhere)));
      else if (field === null) return undefined;
      else slots.add(this.slotOf(field, [{ is: 'exists', value: true }]));
    }
    return [...slots];
  }

  #field(name: string): Field {
    const known = this.#fields.get(name);
    if (known) return known;
    const field = { number: this.#fields.size, index: new FieldIndex(this.#counts, this.#mark) };
    this.#fields.set(name, field);
    this.values.open();
    nodeAt(this.names, name).field = field;
    if (name.includes('.')) {
      const path = name.split('.');
      const last = path.pop() ?? '';
      let names = this.names;
      for (const part of path) {
        const node = nodeAt(names, part);
        node.children ??= new Map();
        names = node.children;
      }
      nodeAt(names, last).field = field;
    }
    return field;
  }

  /** An index of keywords for some slots only: every text of an event is searched for them, so few are worth it. */
  keywordsFor(wanted: ReadonlySet<number>): FieldIndex {
    const index = new FieldIndex(this.#counts, this.#mark);
    for (const { test, slot } of this.#keywordTests) if (wanted.has(slot)) this.#file(test, index, slot);
    return index;
  }

  /** How many fields rules look at. */
  get fieldCount(): number {
    return this.#fields.size;
  }
}

const nodeAt = (names: Map<string, FieldNode>, name: string): FieldNode => {
  const node = names.get(name) ?? { field: undefined, children: undefined };
  names.set(name, node);
  return node;
};

const anywhere = (text: string): Test => {
  const pattern: Pattern = [MANY, text, MANY];
  return { is: 'text', pattern };
};

const flatten = (test: Test): readonly Test[] => (test.is === 'any' ? test.of.flatMap(flatten) : [test]);

/** A guess of how likely a test is met: long texts are rare, and a gate that only asks for presence is common. */
const commonness = (test: Test): number => {
  if (test.is === 'number') return 0.3;
  if (test.is !== 'text') return 10;
  const length = test.pattern.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
  return 4 / (4 + length * length);
};
