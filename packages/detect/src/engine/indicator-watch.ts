import type { Issue } from '@sanad/result';
import { classify } from '../indicator/classify.ts';
import type { WatchedValue } from '../indicator/classify.ts';
import { IndicatorTable, MAX_URL_PREFIX } from '../indicator/indicator-table.ts';
import type { Indicator, IndicatorFacts } from '../indicator/indicator.ts';
import { readFacts } from '../indicator/indicator.ts';
import { endsInTopLevelDomain } from '../observable/domain.ts';
import { Key } from '../observable/key.ts';
import { formatValue, writeValue } from '../observable/normalise.ts';
import { DOMAIN, DOMAIN_SUFFIX, URL_PREFIX } from '../observable/type.ts';
import { PatternWatch } from '../pattern/pattern-watch.ts';
import { requiredValues } from '../pattern/required-values.ts';
import type { TableShare } from '../table/value-table.ts';
import type { Verdict, WarninglistJudge } from '../warninglist/judge.ts';
import type { Suppressions } from './suppressions.ts';

/** An indicator that is not watched for, and why. */
export interface RefusedIndicator {
  readonly ref: string;
  readonly code: string;
  readonly message: string;
}

const MAX_REFUSED = 10_000;
const MAX_ID = 200;
const NO_TLD = 'names whose top-level domain does not exist';

/** What a watch needs to begin with. */
interface WatchOptions {
  readonly seed: number;
  readonly expected: number;
  /** The warninglists in force; they can change. */
  readonly judge: () => WarninglistJudge;
  readonly suppressions: Suppressions;
  readonly share?: TableShare | undefined;
  /** Whether another thread writes the table of values. */
  readonly reader: boolean;
}

/** Takes indicators in: judges them, and puts them into the table of values or among the patterns. */
export class IndicatorWatch {
  readonly patterns: PatternWatch;
  readonly counts = { revoked: 0, refused: 0, suppressed: 0 };
  /** The first ten thousand. */
  readonly refused: RefusedIndicator[] = [];
  /** Called with each value that is being watched for from now on; its key is sealed. */
  onValue: ((key: Key, facts: IndicatorFacts) => void) | undefined;
  readonly #options: WatchOptions;
  readonly #key: Key;
  #values: IndicatorTable;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#values = new IndicatorTable(options.seed, options.expected, options.share);
    this.patterns = new PatternWatch(options.seed);
    this.#key = new Key(options.seed);
  }

  get values(): IndicatorTable {
    return this.#values;
  }

  /** Reads the values from the memory of another thread from now on. */
  adopt(share: TableShare): void {
    this.#values = new IndicatorTable(share.seed, 0, share);
  }

  /** Takes an indicator in; `replaces` says that other versions of it may be there. */
  add(indicator: Indicator, replaces: boolean): void {
    // The hub validates, but a file may not have been.
    const given: Readonly<Partial<Record<keyof Indicator, unknown>>> | null | undefined = indicator;
    if (typeof given?.id !== 'string' || typeof given.pattern !== 'string')
      return this.#refuse(String(given?.id).slice(0, MAX_ID), 'no-indicator', 'An indicator has an id and a pattern.');
    // A first version cannot be known yet, which spares the mark that takes older versions back.
    const first = indicator.created !== undefined && indicator.created === indicator.modified;
    if (replaces && !first) this.remove(indicator.id);
    if (indicator.revoked === true) {
      this.counts.revoked++;
      return;
    }
    const { id, pattern, pattern_type: language = 'stix' } = indicator;
    if (id.length > MAX_ID)
      return this.#refuse(id.slice(0, MAX_ID), 'bad-id', `An id has at most ${MAX_ID} characters.`);
    if (language !== 'stix')
      return this.#refuse(id, 'other-language', `Patterns of type ${language} are not watched for here.`);
    const facts = readFacts(indicator);
    if (typeof facts === 'string') return this.#refuse(id, 'bad-times', facts);
    const classified = classify(pattern);
    if (!classified.ok) return this.#refuseIssues(id, classified.issues);
    if (classified.value.kind === 'values') return this.#addValues(facts, classified.value.values);
    const required = requiredValues(classified.value.pattern) ?? [];
    const verdicts = required.map((value) => this.#write(value) && this.#verdict());
    if (required.length > 0 && verdicts.every((verdict) => typeof verdict === 'object')) {
      for (const [index, verdict] of verdicts.entries())
        if (typeof verdict === 'object') this.#suppress(verdict, id, required[index]?.text ?? '');
      return;
    }
    const added = this.patterns.add(indicator, facts, classified.value.pattern);
    if (!added.ok) this.#refuseIssues(id, added.issues);
  }

  #addValues(facts: IndicatorFacts, values: readonly WatchedValue[]): void {
    if (this.#options.reader) return;
    for (const value of values) {
      if (!this.#write(value)) {
        this.#refuse(facts.id, 'bad-value', `${value.text.slice(0, MAX_ID)} is no ${value.type}.`);
        continue;
      }
      const verdict = this.#verdict();
      if (verdict !== undefined)
        this.#suppress(verdict, facts.id, formatValue(this.#key.bytes.subarray(0, this.#key.length)));
      else if (this.values.add(this.#key, facts)) this.onValue?.(this.#key, facts);
      else this.#refuse(facts.id, 'table-full', 'The memory for values is full.');
    }
  }

  #write(value: WatchedValue): boolean {
    return (
      writeValue(this.#key, value.type, value.text) &&
      (this.#key.type !== URL_PREFIX || this.#key.length <= MAX_URL_PREFIX)
    );
  }

  #verdict(): Verdict | undefined {
    const key = this.#key;
    const isName = key.type === DOMAIN || key.type === DOMAIN_SUFFIX;
    if (isName && !endsInTopLevelDomain(key))
      return { list: NO_TLD, entry: formatValue(key.bytes.subarray(0, key.length)).replace(/^.*\./, '') };
    return this.#options.judge().judge(key);
  }

  #suppress(verdict: Verdict, ref: string, value: string): void {
    this.counts.suppressed++;
    this.#options.suppressions.note('atLoad', verdict, ref, value);
  }

  #refuse(ref: string, code: string, message: string): void {
    this.counts.refused++;
    if (this.refused.length < MAX_REFUSED) this.refused.push({ ref, code, message });
  }

  #refuseIssues(ref: string, issues: readonly Issue[]): void {
    const [issue] = issues;
    this.#refuse(
      ref,
      issue?.code ?? 'bad-pattern',
      issue === undefined ? 'The pattern is refused.' : `${issue.path} ${issue.message}`,
    );
  }

  /** Stops watching for an indicator. */
  remove(id: string): void {
    if (typeof id !== 'string') return this.#refuse(String(id).slice(0, MAX_ID), 'no-id', 'An id is a string.');
    if (!this.#options.reader) this.values.retire(id);
    this.patterns.remove(id);
  }
}
