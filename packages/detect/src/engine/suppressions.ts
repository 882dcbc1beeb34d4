import type { Verdict } from '../warninglist/judge.ts';

/** What one entry of a warninglist held back. */
export interface Suppression extends Verdict {
  /** Indicators that were not loaded. */
  readonly atLoad: number;
  /** Hits that were not reported. */
  readonly atHit: number;
  /** A few of the indicators, with the value that the entry speaks about. */
  readonly examples: readonly { readonly ref: string; readonly value: string }[];
}

const MAX_ENTRIES = 20_000;
const MAX_EXAMPLES = 5;

/** Counts what was held back, by entry; the entries that held back most come first. */
export class Suppressions {
  readonly #byEntry = new Map<string, { -readonly [Name in keyof Suppression]: Suppression[Name] }>();
  #atLoad = 0;
  #atHit = 0;
  /** Held back by entries for which there was no room in the report. */
  #beyond = 0;

  note(when: 'atLoad' | 'atHit', verdict: Verdict, ref: string, value: string): void {
    if (when === 'atLoad') this.#atLoad++;
    else this.#atHit++;
    const name = `${verdict.list}\n${verdict.entry}`;
    let entry = this.#byEntry.get(name);
    if (entry === undefined) {
      if (this.#byEntry.size >= MAX_ENTRIES) {
        this.#beyond++;
        return;
      }
      entry = { ...verdict, atLoad: 0, atHit: 0, examples: [] };
      this.#byEntry.set(name, entry);
    }
    entry[when]++;
    if (entry.examples.length < MAX_EXAMPLES && !entry.examples.some((example) => example.ref === ref))
      entry.examples = [...entry.examples, { ref, value }];
  }

  report(): { atLoad: number; atHit: number; beyond: number; entries: Suppression[] } {
    const entries = [...this.#byEntry.values()].toSorted(
      (one, other) => other.atLoad + other.atHit - one.atLoad - one.atHit,
    );
    return { atLoad: this.#atLoad, atHit: this.#atHit, beyond: this.#beyond, entries };
  }
}
