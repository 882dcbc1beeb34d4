import { type Model, taskOf } from '../model.ts';
import { compareMissing, type Found } from './anneal.ts';
import type { Scope } from './search.ts';
import { Random } from '../random.ts';

/** What one of several searchers is to do in one round. */
export interface Order {
  readonly seed: number;
  readonly scope?: Scope;
  /** Routes to start from, by slot; nothing where left out. */
  readonly given?: readonly (readonly number[])[];
  readonly hot?: number;
  /** Shares of the whole search at which the round begins and ends. */
  readonly from: number;
  readonly until: number;
}

/** Rounds of a shared search: after each the routes are put together and shared out anew. */
const ROUNDS = 16;
/** Fewer tasks than this are not shared out: all search them all, and the best goes on. */
const LEAST_SHARED = 300;

/**
 * A search that several share: each round every searcher improves routes of its own region, cut anew through another
 * place each time; small problems are searched whole by all, and all go on from the best. The orders depend on the
 * model, the seed and the answers alone.
 */
export class SharedSearch {
  readonly #model: Model;
  readonly #searchers: number;
  readonly #random: Random;
  #round = 0;
  #best: Found | undefined;
  #current: Found | undefined;
  #iterations = 0;
  #parts = 1;

  constructor(model: Model, searchers: number, seed: number) {
    this.#model = model;
    this.#searchers = searchers;
    this.#random = new Random(seed);
  }

  /** What to do next, by searcher; `undefined` when all is done. */
  next(): Order[] | undefined {
    const until = (this.#round + 1) / ROUNDS;
    if (this.#round === ROUNDS) return undefined;
    const from = this.#round++ / ROUNDS;
    const seeds = Array.from({ length: this.#searchers }, () => this.#random.bits() >>> 0);
    const current = this.#current;
    if (!current) return seeds.map((seed) => ({ seed, from, until }));
    const shared =
      this.#model.tasks.length >= LEAST_SHARED &&
      current.routes.filter((route) => route.length > 0).length >= 2 * this.#searchers;
    this.#parts = shared ? this.#searchers : 1;
    if (!shared) return seeds.map((seed) => ({ seed, given: current.routes, hot: current.hot, from, until }));
    return this.#regions(current).map((scope, k) => {
      const slots = new Set(scope.slots);
      const given = current.routes.map((route, slot) => (slots.has(slot) ? route : []));
      return { seed: seeds[k]!, scope, given, hot: current.hot, from, until };
    });
  }

  /** Takes the answers to the last orders. */
  take(answers: readonly Found[]): void {
    this.#iterations += answers.reduce((sum, one) => sum + one.iterations, 0);
    const merged = this.#parts > 1 ? merge(answers) : answers.toSorted(better)[0]!;
    const goesOn = this.#parts > 1 || !this.#current || this.#round % 3 === 0 || this.#round === ROUNDS;
    if (goesOn || better(merged, this.#current!) < 0) this.#current = merged;
    if (!this.#best || better(merged, this.#best) < 0) this.#best = merged;
  }

  /** The best of all rounds so far. */
  get best(): Found | undefined {
    return this.#best && { ...this.#best, iterations: this.#iterations };
  }

  /** Share of the rounds that are done. */
  get spent(): number {
    return this.#round / ROUNDS;
  }

  /** Routes sorted by their mean way from some visit, cut into as many runs of about equal work as there are searchers. */
  #regions(current: Found): Scope[] {
    const { tasks, visits, cost, width, typeOf } = this.#model;
    const pivot = this.#random.below(visits);
    const far = (node: number) => cost[pivot * width + node]!;
    const mean = (route: readonly number[]) => {
      const own = route.filter((node) => node < visits);
      return own.reduce((sum, node) => sum + far(node), 0) / own.length;
    };
    const used = current.routes.flatMap((route, slot) =>
      route.length > 0 ? [{ slot, route, mean: mean(route) }] : [],
    );
    used.sort((a, b) => a.mean - b.mean || a.slot - b.slot);
    const scopes = Array.from({ length: this.#searchers }, () => ({ tasks: [] as number[], slots: [] as number[] }));
    const total = used.reduce((sum, one) => sum + one.route.length, 0);
    let before = 0;
    for (const { slot, route } of used) {
      const scope = scopes[Math.min(this.#searchers - 1, Math.floor((before / total) * this.#searchers))]!;
      scope.slots.push(slot);
      for (const node of route) if (node < tasks.length) scope.tasks.push(node);
      before += route.length;
    }
    const served = new Set(current.routes.flat().flatMap((node) => (node < visits ? [taskOf(this.#model, node)] : [])));
    const left = tasks
      .flatMap((_, task) => (served.has(task) ? [] : [task]))
      .toSorted((a, b) => far(a) - far(b) || a - b);
    left.forEach((task, k) => scopes[Math.floor((k * this.#searchers) / left.length)]!.tasks.push(task));
    let turn = 0;
    for (let slot = 0; slot < typeOf.length; slot++) {
      if (current.routes[slot]!.length === 0) scopes[turn++ % this.#searchers]!.slots.push(slot);
    }
    return scopes;
  }
}

function better(a: Found, b: Found): number {
  return compareMissing(a.missing, b.missing) || a.cost - b.cost;
}

/** Answers for parts of one problem as one. */
function merge(parts: readonly Found[]): Found {
  const [first, ...rest] = parts;
  return rest.reduce(
    (all, part) => ({
      routes: all.routes.map((route, slot) => (route.length > 0 ? route : part.routes[slot]!)),
      cost: all.cost + part.cost,
      missing: all.missing.map((count, rank) => count + part.missing[rank]!),
      iterations: all.iterations + part.iterations,
      hot: all.hot,
    }),
    first!,
  );
}
