import { compileRules, createCorrelator, createNormaliser } from '@sanad/sigma';
import type {
  CompileOptions,
  Correlation,
  CorrelationMatch,
  Correlator,
  CorrelatorCounts,
  CorrelatorOptions,
  Mapping,
  Matcher,
  Normaliser,
  Refused,
  Rule,
  SavedCorrelator,
  SigmaDocument,
} from '@sanad/sigma';
import type { CorrelationHit, RuleHit } from './hit.ts';

/** How rules are matched. */
export interface RuleOptions {
  /** Values for the placeholders of `expand`. */
  readonly placeholders?: CompileOptions['placeholders'];
  /**
   * `logsource`, as default: events get the names that rules know, and meet the rules of their own log sources; events
   * that no mapping knows meet all rules. `none`: events are flat already and meet all rules as they are.
   */
  readonly routing?: 'logsource' | 'none';
  /** How the user's own logs are told and named, before the built-in mappings. */
  readonly mappings?: readonly Mapping[];
  readonly correlation?: Omit<CorrelatorOptions, 'rules'>;
}

/** Documents that come and go. */
export interface RuleDelta {
  readonly add?: readonly SigmaDocument[];
  readonly remove?: readonly string[];
}

/** What rules did so far. */
export interface RuleReport {
  readonly loaded: number;
  readonly correlations: number;
  readonly refused: readonly Refused[];
  readonly correlated: CorrelatorCounts;
}

/** Matches Sigma rules, and correlations over their matches in event time. */
export class RuleWatch {
  readonly #options: RuleOptions;
  readonly #documents = new Map<string, SigmaDocument>();
  readonly #normalise: Normaliser | undefined;
  #matcher: Matcher;
  #correlator: Correlator;
  #correlations = 0;
  #refused: Refused[] = [];
  #refusedCorrelations: Refused[] = [];

  constructor(documents: Iterable<SigmaDocument>, options: RuleOptions = {}) {
    this.#options = options;
    this.#normalise = options.routing === 'none' ? undefined : createNormaliser(options.mappings);
    const list = [...documents];
    for (const document of list) this.#documents.set(document.id, document);
    this.#matcher = this.#compile(list);
    this.#correlator = this.#correlate(options.correlation?.saved);
  }

  #compile(documents: readonly SigmaDocument[]): Matcher {
    const { placeholders } = this.#options;
    const { matcher, refused } = compileRules(documents, placeholders === undefined ? {} : { placeholders });
    this.#refused = refused;
    return matcher;
  }

  #correlate(saved: SavedCorrelator | undefined): Correlator {
    const documents = [...this.#documents.values()];
    const correlations = documents.filter((document): document is Correlation => document.kind === 'correlation');
    const rules = documents.filter((document): document is Rule => document.kind === 'rule');
    const { correlator, refused } = createCorrelator(correlations, {
      ...this.#options.correlation,
      rules,
      ...(saved === undefined ? {} : { saved }),
    });
    this.#correlations = correlations.length - refused.length;
    this.#refusedCorrelations = refused;
    return correlator;
  }

  /** Errors in evaluating rules so far. */
  get errors(): number {
    return this.#matcher.errors;
  }

  /** Takes documents in and out; a change of a filter compiles everything anew, a change of a rule just that. */
  update({ add = [], remove = [] }: RuleDelta): void {
    const changed = [...add, ...remove.flatMap((id) => this.#documents.get(id) ?? [])];
    for (const id of remove) this.#documents.delete(id);
    for (const document of add) this.#documents.set(document.id, document);
    if (changed.some(({ kind }) => kind === 'filter')) this.#matcher = this.#compile([...this.#documents.values()]);
    else {
      const rules = add.filter((document): document is Rule => document.kind === 'rule');
      const ids = new Set(changed.map(({ id }) => id));
      const { refused } = this.#matcher.update({ add: rules, remove });
      this.#refused = [...this.#refused.filter(({ id }) => !ids.has(id)), ...refused];
    }
    const correlates = this.#correlations > 0 || changed.some(({ kind }) => kind === 'correlation');
    if (correlates) this.#correlator = this.#correlate(this.#correlator.save());
  }

  /** What an event matches; `when` is asked for its time only if it matches. */
  match(given: Readonly<Record<string, unknown>>, when: () => number): (RuleHit | CorrelationHit)[] {
    const matcher = this.#matcher;
    if (matcher.size === 0) return [];
    const normal = this.#normalise?.(given);
    const event = normal?.event ?? given;
    const count = matcher.collect(event, normal?.mapping === undefined ? undefined : normal.sources);
    if (count === 0) return [];
    const at = when();
    const rules = Array.from(matcher.hits.subarray(0, count), (index) => matcher.rule(index));
    const hits: (RuleHit | CorrelationHit)[] = rules
      .filter(({ id }) => !this.#correlator.hidden.has(id))
      .map(({ id, title, level }) => ({ kind: 'rule', ref: id, matched: { type: 'rule', title, level }, at }));
    if (this.#correlations === 0) return hits;
    const ids = rules.map(({ id }) => id);
    return [...hits, ...this.#correlator.observe(ids, event, at).map(correlationHit)];
  }

  /** Lets event time pass while no events come. */
  advance(to: number): CorrelationHit[] {
    return this.#correlator.advance(to).map(correlationHit);
  }

  /** Ends the stream: what waits for its turn is correlated. */
  flush(): CorrelationHit[] {
    return this.#correlator.flush().map(correlationHit);
  }

  /** State of the correlations as plain JSON, to go on from. */
  save(): SavedCorrelator {
    return this.#correlator.save();
  }

  report(): RuleReport {
    return {
      loaded: this.#matcher.size,
      correlations: this.#correlations,
      refused: [...this.#refused, ...this.#refusedCorrelations],
      correlated: this.#correlator.counts,
    };
  }
}

const correlationHit = ({
  correlationId,
  title,
  level,
  at,
  from,
  group,
  value,
  events,
}: CorrelationMatch): CorrelationHit => ({
  kind: 'correlation',
  ref: correlationId,
  matched: { type: 'correlation', title, level, value, events },
  at,
  from,
  local: group,
});
