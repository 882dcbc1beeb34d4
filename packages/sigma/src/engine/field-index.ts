import type { EventText } from './event-text.ts';
import type { GramCounts } from './gram-counts.ts';
import { GramIndex } from './gram-index.ts';
import type { Needle } from './needle.ts';

/** A needle that stands for whole values, with the slots it marks. */
interface Whole {
  readonly confirm?: Needle['confirm'];
  readonly slots: number[];
}

/** Everything that rules look for in the values of one field: whole values, parts of values, and presence. */
export class FieldIndex {
  readonly #whole = new Map<string, Whole[]>();
  readonly #grams: GramIndex;
  /** By outline: 1 if a whole value has it. */
  readonly #outlines = new Uint8Array(OUTLINES);
  /** From a needle's spelling to its number; a needle that several slots share is searched for once. */
  readonly #numbers = new Map<string, number>();
  readonly #slots: number[][] = [];
  readonly #mark: (slot: number) => void;
  readonly #found: (needle: number) => void;
  /** Slots that any value of the field marks, also `null`. */
  readonly presence: number[] = [];

  constructor(counts: GramCounts, mark: (slot: number) => void) {
    this.#grams = new GramIndex(counts);
    this.#mark = mark;
    this.#found = (needle) => {
      for (const slot of this.#slots[needle] as number[]) mark(slot);
    };
  }

  /** Makes a needle mark a slot; `spelling` tells needles apart that differ in more than literal and place. */
  add(needle: Needle, spelling: string, slot: number): void {
    if (needle.place === 'whole') {
      this.#addWhole(needle, slot);
      return;
    }
    const key = `${needle.place}/${spelling}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) {
      this.#slots[known]?.push(slot);
      return;
    }
    this.#numbers.set(key, this.#grams.add(needle));
    this.#slots.push([slot]);
  }

  #addWhole({ literal, confirm }: Needle, slot: number): void {
    this.#outlines[outline(literal)] = 1;
    const entries = this.#whole.get(literal) ?? [];
    if (entries.length === 0) this.#whole.set(literal, entries);
    const plain = confirm ? undefined : entries.find((entry) => !entry.confirm);
    if (plain) plain.slots.push(slot);
    else entries.push({ slots: [slot], ...(confirm && { confirm }) });
  }

  /** Whether any value of the field can mark anything. */
  get inUse(): boolean {
    return this.#grams.size > 0 || this.#whole.size > 0;
  }

  /** Marks what only asks for the field to be there. */
  markPresent(): void {
    for (const slot of this.presence) this.#mark(slot);
  }

  /** Marks the slots that a text meets. */
  look(text: EventText): void {
    const { folded } = text;
    // Looking up a fresh text costs its hash; most are told apart by length, beginning and end.
    if (this.#outlines[outline(folded)] === 1) {
      const entries = this.#whole.get(folded);
      if (entries !== undefined) this.#markWhole(entries, text);
    }
    if (this.#grams.size > 0) this.#grams.scan(text, this.#found);
  }

  #markWhole(entries: readonly Whole[], { text, folded }: EventText): void {
    for (const { confirm, slots } of entries) {
      if (!confirm || confirm(text, folded)) for (const slot of slots) this.#mark(slot);
    }
  }
}

/** Outlines of texts that are told apart. */
const OUTLINES = 4096;

/** A number that texts with the same length, first and last character share. */
const outline = (text: string): number => {
  const { length } = text;
  if (length === 0) return 0;
  return (length * 1597 + text.charCodeAt(0) * 61 + text.charCodeAt(length - 1) * 7) & (OUTLINES - 1);
};
