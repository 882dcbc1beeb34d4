import type { Cause, Change, CurvePoint } from '../model/outcome.ts';
import type { State } from './state.ts';

/** Writes down every change with its cause while a simulation runs; runs that only need totals go without. */
export class Recorder {
  readonly changes: Change[] = [];
  readonly curve: CurvePoint[] = [{ at: 0, people: 0 }];
  /** Dependencies that passed a loss on. */
  readonly passedOn = new Set<number>();
  /** Per element: the index of its last change. */
  readonly #last = new Map<number, number>();
  /** Per dependency: the change that took its supply. */
  readonly #taken = new Map<number, number | undefined>();
  /** What began the present moment: own outages with their reasons, dependencies that are back with the time of their supply, assets refuelled. */
  readonly #own = new Map<number, string | undefined>();
  readonly #back = new Map<number, number>();
  readonly #refuelled = new Set<number>();
  /** Per delivery: the element whose change had the flow shared out anew. */
  readonly #sharedBy = new Map<number, number>();

  ownChanged(element: number, reason: string | undefined): void {
    this.#own.set(element, reason);
  }

  back(dependency: number, since: number): void {
    this.#back.set(dependency, since);
  }

  refuelled(asset: number): void {
    this.#refuelled.add(asset);
  }

  flowShared(delivery: number, by: number): void {
    this.#sharedBy.set(delivery, by);
  }

  /** A dependency loses its supply because a supplier dropped. */
  supplyLost(dependency: number, supplier: number): void {
    this.#taken.set(dependency, this.#last.get(supplier));
  }

  /** An element drops: bound by a dependency or, where that is -1, by its own outage or a flow that falls short. */
  dropped(state: State, element: number, dependency: number): void {
    const before = state.before[element]!;
    const to = state.level[element]!;
    if (to >= before) return;
    const last = this.changes[this.#last.get(element) ?? -1];
    const from = last?.at === state.now && last.to < before ? last.to : before;
    if (dependency >= 0) {
      this.passedOn.add(dependency);
      const since = state.settled[dependency] === 1 ? state.now : state.since[dependency]!;
      const cause = { kind: 'supply-lost', ...this.#supply(state, dependency, since) } as const;
      this.#note(state, element, from, to, cause, this.#taken.get(dependency));
    } else if (isDelivery(state, element)) {
      this.#noteFlow(state, element, from, to, 'shortage');
    } else {
      const reason = this.#own.get(element);
      this.#note(state, element, from, to, { kind: 'outage', ...(reason !== undefined && { reason }) }, undefined);
    }
  }

  /** The moment has settled: what rose is written down, and the curve goes on. */
  settled(state: State): void {
    for (const element of state.inMoment) {
      const from = state.before[element]!;
      if (state.level[element]! > from) this.#rose(state, element, from, state.level[element]!);
    }
    this.#own.clear();
    this.#back.clear();
    this.#refuelled.clear();
    this.#sharedBy.clear();
  }

  /** The number of people unserved from now on. */
  point(at: number, sum: number): void {
    // What is added and taken away again in floating point leaves crumbs.
    const people = Math.round(sum * 1e6) / 1e6;
    const last = this.curve.at(-1);
    if (last?.at === at) this.curve.pop();
    else if (last?.people === people) return;
    this.curve.push({ at, people });
  }

  #rose(state: State, element: number, from: number, to: number): void {
    if (isDelivery(state, element)) return this.#noteFlow(state, element, from, to, 'flow-returned');
    const { start, supplierStart, suppliers } = state.compiled.dependencies;
    if (this.#own.has(element)) return this.#note(state, element, from, to, { kind: 'repaired' }, undefined);
    if (this.#refuelled.has(element)) return this.#note(state, element, from, to, { kind: 'refuelled' }, undefined);
    for (let d = start[element]!; d < start[element + 1]!; d += 1) {
      const returned = state.settled[d] === 1 && state.since[d] === state.now ? state.now : undefined;
      const since = this.#back.get(d) ?? returned;
      if (since === undefined) continue;
      let because: number | undefined;
      for (let s = supplierStart[d]!; s < supplierStart[d + 1]!; s += 1) {
        const index = this.#last.get(suppliers[s]!);
        const change = this.changes[index ?? -1];
        if (change && change.to > change.from && change.at === since) because = Math.max(because ?? 0, index ?? 0);
      }
      return this.#note(
        state,
        element,
        from,
        to,
        { kind: 'supply-returned', ...this.#supply(state, d, since) },
        because,
      );
    }
  }

  #supply(state: State, d: number, since: number): { service: string; since: number; confirmed: boolean } {
    const { service, unconfirmed } = state.compiled.dependencies;
    return { service: state.compiled.serviceIds[service[d]!]!, since, confirmed: unconfirmed[d] === 0 };
  }

  #noteFlow(state: State, element: number, from: number, to: number, kind: 'shortage' | 'flow-returned'): void {
    const { deliveryService, serviceIds } = state.compiled;
    const by = this.#last.get(this.#sharedBy.get(element) ?? -1);
    const because = this.changes[by ?? -1]?.at === state.now ? by : undefined;
    this.#note(state, element, from, to, { kind, service: serviceIds[deliveryService[element]!]! }, because);
  }

  #note(state: State, element: number, from: number, to: number, cause: Cause, because: number | undefined): void {
    const { ids, deliveryService, serviceIds } = state.compiled;
    this.#last.set(element, this.changes.length);
    this.changes.push({
      at: state.now,
      target: ids[element]!,
      ...(isDelivery(state, element) && { delivery: serviceIds[deliveryService[element]!]! }),
      from,
      to,
      cause,
      ...(because !== undefined && { because }),
    });
  }
}

function isDelivery(state: State, element: number): boolean {
  return element >= state.compiled.assetCount + state.compiled.linkCount;
}
