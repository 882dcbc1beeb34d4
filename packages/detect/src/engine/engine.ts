import type { SavedCorrelator } from '@sanad/sigma';
import type { History } from '../history/history.ts';
import type { Relation } from '../indicator/indicator-table.ts';
import type { Indicator, IndicatorFacts } from '../indicator/indicator.ts';
import { eventTime } from '../mapping/event-time.ts';
import { Extractor } from '../mapping/extractor.ts';
import { Key } from '../observable/key.ts';
import { formatValue } from '../observable/normalise.ts';
import { ALL_TYPES, typeOf } from '../observable/type.ts';
import { ObservationBuilder } from '../pattern/observation.ts';
import type { Verdict } from '../warninglist/judge.ts';
import { WarninglistJudge } from '../warninglist/judge.ts';
import { SPECIAL_VALUES } from '../warninglist/special-values.ts';
import type { Warninglist } from '../warninglist/warninglist.ts';
import type { Hit, IndicatorHit } from './hit.ts';
import { LookBack } from './look-back.ts';
import { IndicatorWatch } from './indicator-watch.ts';
import type { Delta, EngineOptions, Event, SharedIndicators, UpdateReport } from './options.ts';
import type { EngineReport } from './report.ts';
import { RuleWatch } from './rule-watch.ts';
import { runInSlices, runWhole } from '../slices.ts';
import { Suppressions } from './suppressions.ts';

/** Longest slice of an update in milliseconds; between slices events pass. */
const SLICE = 8;

const isShared = (indicators: object): indicators is SharedIndicators => 'table' in indicators;

const randomSeed = (): number => crypto.getRandomValues(new Int32Array(1))[0] as number;

/** One pass over events: indicators and rules to hits. One thread uses an engine; others share its table of values. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #extractor: Extractor;
  readonly #timeOf: (event: Event) => number;
  readonly #watch: IndicatorWatch;
  readonly #builder: ObservationBuilder;
  readonly #suppressions = new Suppressions();
  readonly #rules: RuleWatch;
  readonly #now: () => number;
  #judge: WarninglistJudge;
  #updating: Promise<unknown> | undefined;
  // The event that is being observed.
  #event: Event = {};
  #at = Number.NaN;
  #hits: Hit[] = [];
  #observed = 0;
  #errors = 0;
  #lastError: string | undefined;
  readonly #whenOf = (): number => this.#when();
  readonly #onObservable = (): void => this.#observable();
  readonly #onMet = (offset: number, relation: Relation): void => this.#met(offset, relation);

  constructor(options: EngineOptions = {}) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    const { indicators = [] } = options;
    const shared = isShared(indicators) ? indicators : undefined;
    const seed = shared?.table.seed ?? options.seed ?? randomSeed();
    this.#extractor = new Extractor(seed, options.mappings);
    this.#timeOf = eventTime(options.mappings ?? []);
    this.#judge = runWhole(this.#judging(seed, options.warninglists ?? []));
    const expected = options.expected ?? (Array.isArray(indicators) ? indicators.length : 1024);
    this.#watch = new IndicatorWatch({
      seed,
      expected,
      judge: () => this.#judge,
      suppressions: this.#suppressions,
      share: shared?.table,
      reader: options.reader ?? false,
    });
    this.#builder = new ObservationBuilder(this.#extractor, (key) => this.#judge.judge(key) !== undefined);
    this.#rules = new RuleWatch(options.rules ?? [], options.ruleOptions);
    for (const indicator of shared?.patterns ?? (indicators as Iterable<Indicator>)) this.#watch.add(indicator, false);
  }

  *#judging(seed: number, lists: Iterable<Warninglist>): Generator<undefined, WarninglistJudge> {
    const { allowSpecial = [], ownNetworks = [], ownNames = [] } = this.#options;
    const judge = new WarninglistJudge(seed);
    for (const [group, list] of Object.entries(SPECIAL_VALUES))
      if (!allowSpecial.some((allowed) => allowed === group)) yield* judge.load(list);
    yield* judge.load({ name: 'own networks', type: 'cidr', list: ownNetworks });
    yield* judge.load({ name: 'own names', type: 'hostname', list: ownNames });
    for (const list of lists) yield* judge.load(list);
    return judge;
  }

  /** Finds what an event hits. `at` is when it happened, if the caller knows better than the event's own fields. */
  observe(event: Event, at = Number.NaN): Hit[] {
    this.#begin(event, at);
    if (this.#options.watchValues !== false) this.#matchIndicators();
    this.#matchRules();
    return this.#end();
  }

  /** Finds what a line of plain text hits; rules see it as the field `message`. */
  observeText(line: string, at = Number.NaN): Hit[] {
    return this.observe({ message: line }, at);
  }

  #begin(event: Event, at: number): void {
    this.#observed++;
    this.#event = event;
    this.#at = at;
    this.#hits = [];
    this.#watch.patterns.begin();
  }

  #end(): Hit[] {
    const hits = this.#hits;
    this.#event = {};
    this.#hits = [];
    return hits;
  }

  #failed(error: unknown): void {
    this.#errors++;
    this.#lastError = error instanceof Error ? error.message : String(error);
  }

  /** When the current event happened: asked for only when something depends on it. */
  #when(): number {
    if (Number.isNaN(this.#at)) this.#at = this.#timeOf(this.#event);
    if (Number.isNaN(this.#at)) this.#at = this.#now();
    return this.#at;
  }

  #observable(): void {
    const key = this.#extractor.key;
    this.#watch.values.search(key, this.#onMet);
    if (this.#watch.patterns.size > 0) this.#watch.patterns.seen(key);
    this.#options.history?.add(key, this.#when());
  }

  /** Whether an indicator counts at the time of the current event. */
  #holds(facts: IndicatorFacts): boolean {
    if ((facts.confidence ?? 100) < (this.#options.confidenceFloor ?? 0)) return false;
    const moment = this.#options.clock === 'sensor' ? this.#now() : this.#when();
    return facts.validFrom <= moment && (facts.validUntil === undefined || moment < facts.validUntil);
  }

  #met(offset: number, relation: Relation): void {
    const facts = this.#watch.values.facts(offset);
    if (facts === undefined || !this.#holds(facts)) return;
    const bytes = this.#watch.values.value(offset);
    const value = formatValue(bytes);
    const key = this.#extractor.key;
    const verdict = this.#judge.judge(key) ?? (relation === 'contains' ? this.#judgeBytes(bytes) : undefined);
    if (verdict !== undefined) {
      this.#suppressions.note('atHit', verdict, facts.id, value);
      return;
    }
    const local = { field: this.#extractor.field, value: formatValue(key.bytes.subarray(0, key.length)) };
    this.#report(facts, { type: typeOf(bytes[0] ?? 0), relation, value }, local);
  }

  /** An observed range is one thing, the address in it that an indicator names another. */
  #judgeBytes(bytes: Uint8Array): Verdict | undefined {
    const key = new Key(this.#extractor.key.seed);
    key.bytes.set(bytes);
    key.length = bytes.length;
    key.seal();
    return this.#judge.judge(key);
  }

  #report(facts: IndicatorFacts, matched: IndicatorHit['matched'], local: IndicatorHit['local']): void {
    if (this.#hits.some((hit) => hit.kind === 'indicator' && hit.ref === facts.id)) return;
    this.#hits.push({
      kind: 'indicator',
      ref: facts.id,
      matched,
      at: this.#when(),
      confidence: facts.confidence,
      local,
    });
  }

  #matchIndicators(): void {
    try {
      const { values, patterns } = this.#watch;
      this.#extractor.wanted = this.#options.history !== undefined || patterns.size > 0 ? ALL_TYPES : values.types;
      this.#extractor.run(this.#event, this.#onObservable);
      if (this.#watch.patterns.wanted) this.#matchPatterns();
    } catch (error) {
      this.#failed(error);
    }
  }

  #matchPatterns(): void {
    const at = this.#when();
    const observation = this.#builder.build(this.#event, at, this.#watch.patterns.wantedTypes);
    for (const facts of this.#watch.patterns.matches(observation, at))
      if (this.#holds(facts)) this.#report(facts, { type: 'pattern', relation: 'pattern', value: '' }, undefined);
  }

  #matchRules(): void {
    try {
      for (const hit of this.#rules.match(this.#event, this.#whenOf)) this.#hits.push(hit);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Lets event time pass while no events come, so that correlations that wait for it are completed. */
  advance(to: number): Hit[] {
    return this.#rules.advance(to);
  }

  /** Ends the stream: correlations take what they held back for late events. */
  flush(): Hit[] {
    return this.#rules.flush();
  }

  /** State of the correlations as plain JSON, for `ruleOptions.correlation.saved` after a restart. */
  saveCorrelations(): SavedCorrelator {
    return this.#rules.save();
  }

  /**
   * Takes a change in while events go on: in slices of a few milliseconds, the first of them before the call returns.
   * Changes are taken in one after the other.
   */
  async update(delta: Delta): Promise<UpdateReport> {
    const started = performance.now();
    const work = (): Promise<UpdateReport> => runInSlices(this.#apply(delta, started), SLICE);
    // What failed in the change before is its caller's to know.
    const done = this.#updating === undefined ? work() : this.#updating.then(work, work);
    this.#updating = done;
    try {
      return await done;
    } finally {
      if (this.#updating === done) this.#updating = undefined;
    }
  }

  *#apply(delta: Delta, started: number): Generator<undefined, UpdateReport> {
    const generation = this.#watch.values.table.generation;
    if (delta.warninglists !== undefined)
      this.#judge = yield* this.#judging(this.#extractor.key.seed, delta.warninglists);
    for (const id of delta.remove ?? []) {
      this.#watch.remove(id);
      yield;
    }
    const history = this.#history();
    const lookBack = new LookBack(this.#extractor.key.seed, (key) => this.#judge.judge(key) !== undefined);
    if (history !== undefined) {
      const floor = this.#options.confidenceFloor ?? 0;
      this.#watch.onValue = (key, facts) => {
        if ((facts.confidence ?? 100) >= floor) lookBack.note(key, facts);
      };
    }
    for (const indicator of delta.add ?? []) {
      this.#watch.add(indicator, true);
      yield;
    }
    this.#watch.onValue = undefined;
    if (delta.rules !== undefined) this.#rules.update(delta.rules);
    const took = performance.now() - started;
    const past = history === undefined ? [] : yield* lookBack.search(history);
    return { took, past, shareChanged: this.#watch.values.table.generation !== generation };
  }

  #history(): History | undefined {
    const { history } = this.#options;
    return history !== undefined && 'search' in history ? (history as History) : undefined;
  }

  /** The indicators as other threads can use them; passes through `postMessage`. Settles a table that is growing. */
  share(): SharedIndicators {
    this.#watch.values.table.settle();
    return { table: this.#watch.values.table.share(), patterns: this.#watch.patterns.indicators() };
  }

  /** Whether the engine that writes has memory that this one has not been handed yet; see {@link Engine.adopt}. */
  isStale(): boolean {
    return this.#watch.values.table.isStale;
  }

  /** Reads the values from what the writing engine shares now. */
  adopt(shared: SharedIndicators): void {
    this.#watch.adopt(shared.table);
  }

  /** What is watched for, what was held back and why, what was refused and what failed. */
  report(): EngineReport {
    const { counts, refused, values, patterns } = this.#watch;
    return {
      indicators: {
        values: values.added,
        patterns: patterns.size,
        unindexed: patterns.unindexed,
        revoked: counts.revoked,
        refused,
        refusedCount: counts.refused,
        bytes: values.table.bytes,
        crowded: values.crowded,
      },
      suppressed: this.#suppressions.report(),
      warninglists: { entries: this.#judge.entries, refused: this.#judge.refused },
      rules: this.#rules.report(),
      events: { observed: this.#observed, cut: this.#extractor.cut },
      errors: { rules: this.#rules.errors, patterns: patterns.errors, other: this.#errors, last: this.#lastError },
      history: this.#history()?.report(),
    };
  }
}
