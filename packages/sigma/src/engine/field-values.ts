import { fold } from '../evaluate/fold.ts';

/**
 * The values of the current event's own fields by the numbers of fields, so that rules that ask for one need not look
 * it up by name, and its text without case, because several rules ask for the same one.
 */
export class FieldValues {
  #event = 0;
  /** By field: the event that had it last, and its value there. */
  readonly #events: number[] = [];
  readonly #values: unknown[] = [];
  /** By field: the last text that was folded, and what came out. */
  readonly #texts: string[] = [];
  readonly #folded: string[] = [];

  /** Turns to another event; `number` must be another one for every event. */
  begin(number: number): void {
    this.#event = number;
  }

  /** Makes room for a field that rules look at. */
  open(): void {
    this.#events.push(0);
    this.#values.push(undefined);
    this.#texts.push('');
    this.#folded.push('');
  }

  /** Notes what the current event has in a field. */
  set(field: number, value: unknown): void {
    this.#events[field] = this.#event;
    this.#values[field] = value;
  }

  /** What the current event has in a field, `undefined` if it lacks it. */
  get(field: number): unknown {
    return this.#events[field] === this.#event ? this.#values[field] : undefined;
  }

  /** A text of a field, folded. */
  fold(field: number, text: string): string {
    if (this.#texts[field] === text) return this.#folded[field] as string;
    const folded = fold(text);
    this.#texts[field] = text;
    this.#folded[field] = folded;
    return folded;
  }
}
