import { fold } from '../evaluate/fold.ts';
import { type Event, valuesOf } from '../evaluate/values.ts';
import type { Refused } from '../engine/matcher.ts';
import { hasNegation } from '../rule/negation.ts';
import type { Correlation } from '../rule/rule.ts';
import { EventClock } from './clock.ts';
import { type Entry, keyText, measure, readMeasured } from './measure.ts';
import { fieldsOf, hiddenRules, positiveNames } from './relations.ts';
import { type Resolved, resolveCorrelations } from './resolve.ts';
import type {
  CorrelationMatch,
  CorrelatorCounts,
  CorrelatorOptions,
  Deadline,
  Group,
  Occurrence,
  SavedCorrelator,
} from './types.ts';

/** Starts correlating; what cannot be run is refused with the reason. */
export const createCorrelator = (
  correlations: readonly Correlation[],
  options: CorrelatorOptions = {},
): { readonly correlator: Correlator; readonly refused: Refused[] } => {
  const { resolved, refused } = resolveCorrelations(correlations, options.rules);
  return { correlator: new Correlator(resolved, options), refused };
};

/** One correlation at work. */
interface Running extends Resolved {
  readonly groups: Map<string, Group>;
  /** Fields of its events that parents look at. */
  readonly carried: readonly string[];
  /** Whether something must not happen, so that only the end of the window decides. */
  readonly absence: boolean;
  /** Whether its own matches are reported: unless a parent uses them only for itself. */
  readonly reported: boolean;
}

/** Watches the matches of rules in event time, see `createCorrelator`. */
export class Correlator {
  /** Rules whose matches are only material for correlations: all that refer to them lack `generate`. */
  readonly hidden: ReadonlySet<string>;
  readonly #running = new Map<string, Running>();
  readonly #clock: EventClock<Occurrence>;
  readonly #counts = { ungrouped: 0, groupsDropped: 0, eventsDropped: 0, incomplete: 0 };
  readonly #maxGroups: number;
  readonly #maxEvents: number;
  #groupCount = 0;
  /** In order of time. */
  #deadlines: Deadline[] = [];

  constructor(resolved: readonly Resolved[], options: CorrelatorOptions) {
    const { lateness = 5000, maxJump = 86_400_000, maxWaiting = 100_000 } = options;
    this.#clock = new EventClock({ lateness, maxJump, maxWaiting });
    this.#maxGroups = options.maxGroups ?? 100_000;
    this.#maxEvents = options.maxEvents ?? 10_000;
    this.hidden = hiddenRules(resolved);
    // Children come first, so that parents see their matches of the same time.
    for (const one of resolved) this.#running.set(one.correlation.id, this.#prepare(one, resolved));
    if (options.saved) this.#restore(options.saved);
  }

  #prepare(one: Resolved, all: readonly Resolved[]): Running {
    const { id, condition } = one.correlation;
    const carried = new Set<string>();
    // Fields pass through any number of correlations, so every ancestor's are carried.
    const visit = (child: string): void => {
      for (const { correlation, children } of all) {
        if (!children.includes(child)) continue;
        for (const field of fieldsOf(correlation)) carried.add(field);
        visit(correlation.id);
      }
    };
    visit(id);
    return {
      ...one,
      groups: new Map(),
      carried: [...carried],
      absence: condition !== undefined && hasNegation(condition),
      reported: !this.hidden.has(id),
    };
  }

  /** What was left out so far. */
  get counts(): CorrelatorCounts {
    return { ...this.#clock.counts, ...this.#counts };
  }

  /**
   * Takes an event with the ids of all rules that it matched and its own time, in milliseconds since 1970. Answers the
   * correlations that are met up to the watermark.
   */
  observe(ruleIds: string | readonly string[], event: Event, at: number): CorrelationMatch[] {
    const rules = typeof ruleIds === 'string' ? [ruleIds] : ruleIds;
    return this.#run(this.#clock.take({ at, rules, event }));
  }

  /** Lets time pass when no events come. */
  advance(to: number): CorrelationMatch[] {
    return this.#run(this.#clock.advance(to));
  }

  /** Ends the stream: what waits is taken, windows that have not ended are counted as incomplete. */
  flush(): CorrelationMatch[] {
    const matches = this.#run(this.#clock.flush());
    this.#counts.incomplete += this.#deadlines.length;
    this.#deadlines = [];
    return matches;
  }

  #run(occurrences: readonly Occurrence[]): CorrelationMatch[] {
    const matches: CorrelationMatch[] = [];
    for (let index = 0; index < occurrences.length;) {
      const { at } = occurrences[index] as Occurrence;
      this.#expire(at, matches);
      const same: Occurrence[] = [];
      // Events of the same time are seen together: none of them is before another.
      while (occurrences[index]?.at === at) {
        same.push(occurrences[index] as Occurrence);
        index += 1;
      }
      this.#step(at, same, matches);
    }
    this.#expire(this.#clock.watermark, matches);
    return matches;
  }

  #step(at: number, occurrences: Occurrence[], matches: CorrelationMatch[]): void {
    for (const running of this.#running.values()) {
      const touched = new Set<Group>();
      for (const occurrence of occurrences) {
        for (const group of this.#enter(running, occurrence)) touched.add(group);
      }
      for (const group of touched) {
        if (running.absence) this.#schedule(running, group, at);
        else this.#judge(running, group, at, occurrences, matches);
      }
    }
  }

  /** Judges a group's window that ends now; a match is also an occurrence for parents. */
  #judge(running: Running, group: Group, at: number, occurrences: Occurrence[], matches: CorrelationMatch[]): void {
    const { correlation } = running;
    const value = measure(correlation, group.entries, at);
    if (value === undefined) return;
    if (running.reported) matches.push(matchOf(correlation, group, at, value));
    if (running.carried.length > 0) {
      const event = { ...group.entries.at(-1)?.carried, ...group.names };
      occurrences.push({ at, rules: [correlation.id], event });
    }
  }

  /** Files an event under each group that its fields put it in: with aliases, each rule may name another field. */
  #enter(running: Running, { at, rules, event }: Occurrence): Group[] {
    const { correlation, children } = running;
    const groups = new Map<Group, { positions: number[]; values: Entry['values'] }>();
    for (const [position, child] of children.entries()) {
      if (!rules.includes(child)) continue;
      const reference = correlation.rules[position] ?? child;
      const read = (field: string): unknown => firstValue(event, correlation.aliases[field]?.[reference] ?? field);
      const group = this.#groupOf(running, correlation.groupBy.map(read));
      if (!group) continue;
      const filed = groups.get(group) ?? { positions: [], values: readMeasured(correlation, read) };
      filed.positions.push(position);
      groups.set(group, filed);
    }
    for (const [group, { positions, values }] of groups) {
      const carried = Object.fromEntries(running.carried.map((field) => [field, firstValue(event, field)]));
      group.entries.push({ at, rules: positions, values, carried });
      this.#trim(running, group, at);
    }
    return [...groups.keys()];
  }

  #trim({ correlation }: Running, group: Group, at: number): void {
    const { entries } = group;
    let old = 0;
    while (old < entries.length && (entries[old] as Entry).at < at - correlation.timespan) old += 1;
    const excess = entries.length - old - this.#maxEvents;
    if (excess > 0) {
      this.#counts.eventsDropped += excess;
      old += excess;
    }
    if (old > 0) entries.splice(0, old);
  }

  #groupOf({ correlation, groups }: Running, values: readonly unknown[]): Group | undefined {
    const texts = values.map(keyText);
    if (!texts.every((text) => text !== undefined)) {
      this.#counts.ungrouped += 1;
      return undefined;
    }
    const key = JSON.stringify(texts.map(fold));
    let group = groups.get(key);
    if (group) groups.delete(key);
    else {
      group = { key, names: Object.fromEntries(texts.map((text, at) => [correlation.groupBy[at], text])), entries: [] };
      this.#groupCount += 1;
    }
    // Set again, so that groups stand in the order in which they were last used.
    groups.set(key, group);
    if (this.#groupCount > this.#maxGroups) this.#dropQuietest();
    return group;
  }

  #dropQuietest(): void {
    const quietest = (running: Running): number => running.groups.values().next().value?.entries.at(-1)?.at ?? Infinity;
    const running = [...this.#running.values()].reduce((best, one) => (quietest(one) < quietest(best) ? one : best));
    const key = running.groups.keys().next().value;
    if (key === undefined) return;
    running.groups.delete(key);
    this.#groupCount -= 1;
    this.#counts.groupsDropped += 1;
  }

  /** Ends windows that wait for something not to happen, and forgets groups whose last event left the window. */
  #expire(before: number, matches: CorrelationMatch[]): void {
    while (this.#deadlines[0] && this.#deadlines[0].at < before) {
      const { at, id, key } = this.#deadlines.shift() as Deadline;
      const running = this.#running.get(id);
      const group = running?.groups.get(key);
      if (!running || !group) continue;
      const from = at - running.correlation.timespan;
      const window = { ...group, entries: group.entries.filter((entry) => entry.at >= from && entry.at <= at) };
      const occurrences: Occurrence[] = [];
      this.#judge(running, window, at, occurrences, matches);
      if (occurrences.length > 0) this.#step(at, occurrences, matches);
    }
    for (const { groups, correlation, absence } of this.#running.values()) {
      for (const [key, { entries }] of groups) {
        const keep = correlation.timespan * (absence ? 2 : 1);
        if ((entries.at(-1)?.at ?? -Infinity) >= before - keep) break;
        groups.delete(key);
        this.#groupCount -= 1;
      }
    }
  }

  /** A window for an absence opens with something that must happen and is judged at its end. */
  #schedule({ correlation }: Running, group: Group, at: number): void {
    const { condition, rules, timespan } = correlation;
    const now = new Set(group.entries.filter((entry) => entry.at === at).flatMap((entry) => entry.rules));
    const opens = condition && positiveNames(condition).some((name) => now.has(rules.indexOf(name)));
    if (!opens) return;
    const deadline = { at: at + timespan, id: correlation.id, key: group.key };
    let place = this.#deadlines.length;
    while (place > 0 && (this.#deadlines[place - 1] as Deadline).at > deadline.at) place -= 1;
    this.#deadlines.splice(place, 0, deadline);
  }

  /** All state, to be stored as JSON and given back as the option `saved`. */
  save(): SavedCorrelator {
    return {
      clock: this.#clock.save(),
      counts: { ...this.#counts },
      groups: [...this.#running].map(([id, { groups }]) => ({ id, groups: [...groups.values()] })),
      deadlines: [...this.#deadlines],
    };
  }

  #restore(saved: SavedCorrelator): void {
    this.#clock.load(saved.clock);
    Object.assign(this.#counts, saved.counts);
    this.#deadlines = [...saved.deadlines];
    for (const { id, groups } of saved.groups) {
      // A correlation that is gone, or new, starts empty.
      const running = this.#running.get(id);
      for (const group of running ? groups : []) {
        running?.groups.set(group.key, { ...group, entries: [...group.entries] });
        this.#groupCount += 1;
      }
    }
  }
}

const matchOf = ({ id, title, level }: Correlation, group: Group, at: number, value: number): CorrelationMatch => ({
  correlationId: id,
  title,
  level,
  at,
  from: group.entries[0]?.at ?? at,
  group: group.names,
  value,
  events: group.entries.length,
});

/** The first value of a field, cut if it is a long text: it may be kept for long. */
const firstValue = (event: Event, field: string): unknown => {
  const value = valuesOf(event, field)?.[0];
  return typeof value === 'string' ? keyText(value) : value;
};
