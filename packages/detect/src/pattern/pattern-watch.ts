import { comparisonTests, compilePattern } from '@sanad/stix';
import type { Pattern, PatternMatcher } from '@sanad/stix';
import { failure, ok } from '@sanad/result';
import type { Result } from '@sanad/result';
import { IndicatorTable } from '../indicator/indicator-table.ts';
import type { Indicator, IndicatorFacts } from '../indicator/indicator.ts';
import { Key } from '../observable/key.ts';
import { writeValue } from '../observable/normalise.ts';
import type { EventObservation } from './observation.ts';
import { requiredTexts } from './required-text.ts';
import { requiredValues } from './required-values.ts';

/** Steps that one evaluation may take; see the pattern package. About a millisecond. */
const BUDGET = 100_000;
/** Observations that a pattern over several of them keeps, and for how long if it sets no window. */
const MAX_KEPT = 64;
const DEFAULT_WINDOW = 24 * 3600_000;

interface Watched {
  readonly indicator: Indicator;
  readonly facts: IndicatorFacts;
  readonly matches: PatternMatcher;
  readonly types: readonly string[];
  /** Texts, as in lower-case JSON, of which an observation has to hold one; empty if it can match without. */
  readonly texts: readonly string[];
  /** Whether one event alone can match. */
  readonly single: boolean;
  kept: { readonly at: number; readonly observation: EventObservation['observation'] }[];
}

/** The indicators that no table of values can decide: few patterns worth evaluating are found by the values they require. */
export class PatternWatch {
  /** Evaluations that ran out of budget or failed. */
  errors = 0;
  readonly #key: Key;
  readonly #byValue: IndicatorTable;
  /** Patterns that no required value leads to, and the types of objects that they look at. */
  readonly #always = new Set<string>();
  #alwaysTypes: ReadonlySet<string> = new Set();
  readonly #watched = new Map<string, Watched>();
  #candidates = new Set<string>();
  #observations = 0;

  constructor(seed: number) {
    this.#key = new Key(seed);
    this.#byValue = new IndicatorTable(seed, 64);
  }

  get size(): number {
    return this.#watched.size;
  }

  /** How many patterns no required value leads to: they are evaluated for each event that has an object of their types. */
  get unindexed(): number {
    return this.#always.size;
  }

  /** The indicators being watched for. */
  indicators(): Indicator[] {
    return Array.from(this.#watched.values(), ({ indicator }) => indicator);
  }

  add(indicator: Indicator, facts: IndicatorFacts, pattern: Pattern): Result<undefined> {
    const compiled = compilePattern(pattern);
    if (!compiled.ok) return compiled;
    this.remove(indicator.id);
    const types = [...new Set(comparisonTests(pattern).map((test) => test.path.objectType))];
    const texts = (requiredTexts(pattern) ?? []).map((text) => JSON.stringify(text).slice(1, -1));
    const single = pattern.kind === 'observation' || (pattern.kind === 'any-observed' && isSingle(pattern));
    this.#watched.set(indicator.id, { indicator, facts, matches: compiled.value, types, texts, single, kept: [] });
    const required = requiredValues(pattern);
    if (required === undefined) {
      this.#always.add(indicator.id);
      this.#alwaysTypes = new Set([...this.#alwaysTypes, ...types]);
    } else
      for (const { type, text } of required) {
        if (!writeValue(this.#key, type, text)) return failure({ code: 'value-not-normal', path: '', message: text });
        this.#byValue.add(this.#key, facts);
      }
    return ok(undefined);
  }

  remove(id: string): void {
    if (!this.#watched.delete(id)) return;
    if (this.#always.delete(id))
      this.#alwaysTypes = new Set([...this.#always].flatMap((other) => this.#watched.get(other)?.types ?? []));
    this.#byValue.retire(id);
  }

  /** Forgets the candidates of the last event. */
  begin(): void {
    if (this.#candidates.size > 0) this.#candidates = new Set();
  }

  /** Notes the patterns that require the observed value in the sealed key. */
  seen(key: Key): void {
    this.#byValue.search(key, (offset) => {
      const facts = this.#byValue.facts(offset);
      if (facts !== undefined) this.#candidates.add(facts.id);
    });
  }

  /** Whether any pattern is worth building the event's observation for. */
  get wanted(): boolean {
    return this.#always.size > 0 || this.#candidates.size > 0;
  }

  /** Types of the objects that the observation of the event needs to hold. */
  get wantedTypes(): ReadonlySet<string> {
    if (this.#candidates.size === 0) return this.#alwaysTypes;
    return new Set([
      ...this.#alwaysTypes,
      ...[...this.#candidates].flatMap((id) => this.#watched.get(id)?.types ?? []),
    ]);
  }

  /** The indicators whose patterns match, with what they saw before where they span several events. */
  matches(event: EventObservation, at: number): IndicatorFacts[] {
    const found: IndicatorFacts[] = [];
    let text: string | undefined;
    const mayMatch = ({ types, texts }: Watched): boolean => {
      if (!types.some((type) => event.types.has(type))) return false;
      if (texts.length === 0) return true;
      text ??= JSON.stringify(event.observation.objects).toLowerCase();
      return texts.some((wanted) => (text as string).includes(wanted));
    };
    for (const ids of [this.#always, this.#candidates])
      for (const id of ids) {
        const watched = this.#watched.get(id);
        if (watched !== undefined && mayMatch(watched) && this.#evaluate(watched, event, at)) found.push(watched.facts);
      }
    return found;
  }

  #evaluate(watched: Watched, event: EventObservation, at: number): boolean {
    const { observation } = event;
    if (!watched.single) {
      watched.kept = watched.kept.filter((kept) => at - kept.at <= DEFAULT_WINDOW).slice(-MAX_KEPT + 1);
      watched.kept.push({ at, observation: { ...observation, id: `observed-data--${this.#observations++}` } });
    }
    const seen = watched.single ? [observation] : watched.kept.map((kept) => kept.observation);
    const result = watched.matches(seen, { budget: BUDGET });
    if (!result.ok) this.errors++;
    if (!result.ok || !result.value.matched) return false;
    watched.kept = [];
    return true;
  }
}

const isSingle = (pattern: Pattern): boolean =>
  pattern.kind === 'observation' || (pattern.kind === 'any-observed' && pattern.operands.every(isSingle));
