import type { Event } from '../evaluate/values.ts';
import type { Filter, Level, LogSource, Rule } from '../rule/rule.ts';
import { type Plan, type PlannedRule, activeGroups, makePlan } from './plan.ts';
import { type Placeholders, filterApplies, prepareRule } from './prepare.ts';
import { cheapestFirst, formulaOf, slotsOf, testsOf } from './formula.ts';
import { type Formula, HOLDS, Programs } from './program.ts';
import { EventReader } from './reader.ts';
import { Slots } from './slots.ts';
import { witnessOf } from './witness.ts';

/** A rule that matched an event. */
export interface RuleMatch {
  readonly ruleId: string;
  readonly title: string;
  readonly level: Level | undefined;
}

/** A rule that is not matched, and why. */
export interface Refused {
  readonly id: string;
  readonly reason: string;
}

/** Says to which log sources an event belongs; equal answers should be the same array. */
export type Router = (event: Event) => readonly LogSource[];

/** How rules are compiled. */
export interface CompileOptions {
  /** Values for the placeholders of `expand`; a rule with others is refused. */
  readonly placeholders?: Placeholders;
  /** The log source that all events come from, or how to tell; without it every rule is matched with every event. */
  readonly logsource?: LogSource | Router;
}

interface LoadedRule extends PlannedRule {
  readonly rule: Rule;
  readonly start: number;
  readonly witnesses: readonly number[];
}

/** Plans that are kept: far more than there are kinds of logs, and few enough for a stream of invented ones. */
const MAX_PLANS = 1000;

/** Matches all its rules against one event after another. */
export class Matcher {
  /** Indexes of the rules that matched the last event; `collect` says how many are valid. */
  hits = new Int32Array(64);
  /** Events looked at so far. */
  events = 0;
  /** Errors in evaluating rules so far; a rule that fails on an event does not match it. */
  errors = 0;
  /** How often a value was longer than a regular expression looks at, so that only its beginning was searched. */
  cut = 0;
  readonly #options: CompileOptions;
  readonly #filters: readonly Filter[];
  readonly #rules: (LoadedRule | undefined)[] = [];
  readonly #byId = new Map<string, number>();
  /** Indexes of removed rules, to be used again. */
  readonly #free: number[] = [];
  #removed = 0;
  readonly #groups: LogSource[] = [];
  readonly #groupNumbers = new Map<string, number>();
  readonly #slots = new Slots(
    (slot) => this.#mark(slot),
    () => (this.cut += 1),
  );
  readonly #reader = new EventReader(this.#slots);
  readonly #programs = new Programs();
  #plans = new WeakMap<readonly LogSource[], Plan>();
  #plansByGroups = new Map<string, Plan>();
  #everything: Plan | undefined;
  readonly #fixed: readonly LogSource[] | undefined;
  readonly #router: Router | undefined;
  /** The number of the current event; slots marked with it are true. */
  #epoch = 0;
  /** By rule: the event for which it was last considered. */
  #considered = new Int32Array(64);
  #candidates = new Int32Array(64);
  #candidateCount = 0;
  /** The plan for the current event. */
  #plan: Plan = { groups: new Uint8Array(), fields: new Uint8Array(), keywords: undefined, always: [] };

  constructor(filters: readonly Filter[], options: CompileOptions) {
    this.#filters = filters;
    this.#options = options;
    const { logsource } = options;
    this.#router = typeof logsource === 'function' ? logsource : undefined;
    this.#fixed = typeof logsource === 'object' ? [logsource] : undefined;
  }

  /** How many rules are matched. */
  get size(): number {
    return this.#byId.size;
  }

  /** Whether a rule is matched. */
  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** The rule at an index in `hits`. */
  rule(index: number): Rule {
    const loaded = this.#rules[index];
    if (!loaded) throw new RangeError(`there is no rule ${index}`);
    return loaded.rule;
  }

  /** The rules that an event matches; `sources` says to which logs it belongs, instead of the option `logsource`. */
  match(event: Event, sources?: readonly LogSource[]): RuleMatch[] {
    const count = this.collect(event, sources);
    return Array.from(this.hits.subarray(0, count), (index) => {
      const { id, title, level } = this.rule(index);
      return { ruleId: id, title, level };
    });
  }

  /** As `match`, but leaves indexes of rules in `hits` and answers how many there are, without making objects. */
  collect(event: Event, sources = this.#router ? this.#router(event) : this.#fixed): number {
    const plan = this.#planFor(sources);
    this.#nextEvent();
    this.#plan = plan;
    this.#reader.read(event, this.events, plan);
    for (const index of plan.always) this.#consider(index);
    let count = 0;
    for (let at = 0; at < this.#candidateCount; at += 1) {
      const index = this.#candidates[at] as number;
      if (this.#holds((this.#rules[index] as LoadedRule).start, event)) {
        this.hits[count] = index;
        count += 1;
      }
    }
    return count;
  }

  #nextEvent(): void {
    this.#candidateCount = 0;
    this.events += 1;
    this.#epoch += 1;
    if (this.#epoch === 0x7fffffff) {
      this.#slots.marks.fill(0);
      this.#considered.fill(0);
      this.#epoch = 1;
    }
  }

  #mark(slot: number): void {
    const { marks, watchers } = this.#slots;
    if (marks[slot] === this.#epoch) return;
    marks[slot] = this.#epoch;
    const rules = watchers[slot];
    if (rules !== undefined) for (const index of rules) this.#consider(index);
  }

  #consider(index: number): void {
    if (this.#considered[index] === this.#epoch) return;
    this.#considered[index] = this.#epoch;
    const rule = this.#rules[index];
    if (rule === undefined || this.#plan.groups[rule.group] !== 1) return;
    this.#candidates[this.#candidateCount] = index;
    this.#candidateCount += 1;
  }

  /** Runs the branching program of a rule. */
  #holds(start: number, event: Event): boolean {
    const { steps } = this.#programs;
    const { marks, lazy } = this.#slots;
    const epoch = this.#epoch;
    let at = start;
    while (at >= 0) {
      const slot = steps[at] as number;
      const mark = marks[slot];
      let truth = mark === epoch;
      if (!truth && mark !== -epoch) {
        const decide = lazy[slot];
        if (decide !== undefined) {
          truth = this.#decide(decide, event);
          marks[slot] = truth ? epoch : -epoch;
        }
      }
      at = steps[truth ? at + 1 : at + 2] as number;
    }
    return at === HOLDS;
  }

  #decide(decide: (event: Event) => boolean, event: Event): boolean {
    try {
      return decide(event);
    } catch {
      // A regular expression engine may run out of memory on a hostile event; the stream goes on, the count is shown.
      this.errors += 1;
      return false;
    }
  }

  #planFor(sources: readonly LogSource[] | undefined): Plan {
    const known = sources ? this.#plans.get(sources) : this.#everything;
    if (known) return known;
    const active = activeGroups(this.#groups, sources);
    if (sources === undefined) return (this.#everything = makePlan(active, true, this.#rules, this.#slots));
    // Sources that no rule tells apart share a plan, so that invented ones cost no memory.
    const spelling = active.join('');
    const plan = this.#plansByGroups.get(spelling) ?? makePlan(active, false, this.#rules, this.#slots);
    if (this.#plansByGroups.size >= MAX_PLANS) this.#forgetPlans();
    this.#plansByGroups.set(spelling, plan);
    this.#plans.set(sources, plan);
    return plan;
  }

  /**
   * Adds rules and removes others by id; an added rule replaces one with the same id. Takes time for what changes, not
   * for what is there. Filters are those that the matcher was compiled with.
   */
  update(change: { readonly add?: readonly Rule[]; readonly remove?: readonly string[] }): { refused: Refused[] } {
    const refused: Refused[] = [];
    for (const id of change.remove ?? []) this.#remove(id);
    const prepared = (change.add ?? []).flatMap((rule) => {
      const filters = this.#filters.filter((filter) => filterApplies(filter, rule));
      const result = prepareRule(rule, filters, this.#options.placeholders ?? {});
      if (result.missing.length === 0) return [result.rule];
      const names = result.missing.map((name) => `%${name}%`).join(', ');
      refused.push({ id: rule.id, reason: `no values are given for ${names}` });
      return [];
    });
    for (const rule of prepared) for (const tests of testsOf(rule)) this.#slots.learn(tests);
    const added = prepared.map((rule) => [rule, formulaOf(rule, this.#slots)] as const);
    for (const [rule, formula] of added) this.#load(rule, formula);
    this.#forgetPlans();
    return { refused };
  }

  /**
   * How many removed rules still take memory; a caller that sees more of them than `size` should compile anew, for
   * which it can choose the moment and the thread.
   */
  get removed(): number {
    return this.#removed;
  }

  #load(rule: Rule, formula: Formula): void {
    this.#remove(rule.id);
    const index = this.#free.pop() ?? this.#rules.length;
    const witness = witnessOf(formula, (slot) => this.#slots.witnessOf(slot));
    const witnesses = witness?.slots ?? [];
    for (const slot of witnesses) {
      this.#slots.file(slot);
      (this.#slots.watchers[slot] ??= []).push(index);
    }
    this.#rules[index] = {
      rule,
      start: this.#programs.add(cheapestFirst(formula, (slot) => this.#slots.priceOf(slot))),
      group: this.#groupOf(rule.logsource),
      // A witness may be a gate that the condition itself does not look at.
      slots: [...new Set([...slotsOf(formula), ...witnesses])],
      always: witness === undefined,
      witnesses,
    };
    this.#byId.set(rule.id, index);
    if (this.#rules.length > this.#considered.length) this.#growRules();
  }

  #growRules(): void {
    const larger = (array: Int32Array): Int32Array<ArrayBuffer> => {
      const copy = new Int32Array(array.length * 2);
      copy.set(array);
      return copy;
    };
    this.#considered = larger(this.#considered);
    this.#candidates = larger(this.#candidates);
    this.hits = larger(this.hits);
  }

  #remove(id: string): void {
    const index = this.#byId.get(id);
    if (index === undefined) return;
    for (const slot of this.#rules[index]?.witnesses ?? []) {
      this.#slots.watchers[slot] = this.#slots.watchers[slot]?.filter((watcher) => watcher !== index);
    }
    this.#rules[index] = undefined;
    this.#free.push(index);
    this.#removed += 1;
    this.#byId.delete(id);
  }

  #groupOf(source: LogSource): number {
    const spelling = JSON.stringify([source.category, source.product, source.service]);
    const known = this.#groupNumbers.get(spelling);
    if (known !== undefined) return known;
    const number = this.#groups.push(source) - 1;
    this.#groupNumbers.set(spelling, number);
    return number;
  }

  #forgetPlans(): void {
    this.#plans = new WeakMap();
    this.#plansByGroups = new Map();
    this.#everything = undefined;
  }
}
