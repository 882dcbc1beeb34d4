import { type Model, type ModelTask, taskOf } from './model.ts';
import type { TemperatureRange } from './problem.ts';

const of = (task: ModelTask) => (task.kind === 'stop' ? task.stop : task.shipment);

/** Which goods may be in a vehicle together: incompatible kinds never at once, temperatures by compartment and trip. */
export class Goods {
  readonly #model: Model;
  /** Kind of each task, -1 for none, and the kinds that exclude one another. */
  readonly #kindOf: Int32Array;
  readonly #excludes: Uint8Array;
  readonly #kinds: number;
  readonly #aboard: Int32Array;
  /** Takes every vehicle to keep every temperature, to find out what else is in the way. */
  anyTemperature = false;

  constructor(model: Model) {
    this.#model = model;
    const names = [...new Set(model.tasks.flatMap((task) => of(task).kind ?? []))];
    const index = new Map(names.map((name, k) => [name, k]));
    this.#kinds = names.length;
    this.#kindOf = Int32Array.from(model.tasks, (task) => index.get(of(task).kind ?? '') ?? -1);
    this.#excludes = new Uint8Array(names.length * names.length);
    for (const [a, b] of model.problem.incompatible ?? []) {
      const i = index.get(a);
      const j = index.get(b);
      if (i === undefined || j === undefined) continue;
      this.#excludes[i * names.length + j] = 1;
      this.#excludes[j * names.length + i] = 1;
    }
    this.#aboard = new Int32Array(names.length);
  }

  /** Whether the visits `nodes[from … to-1]` can be made in one trip. */
  allow(nodes: Int32Array, from: number, to: number, compartments: readonly TemperatureRange[]): boolean {
    return (
      this.#kindsAllow(nodes, from, to) &&
      (this.anyTemperature || this.#temperaturesAllow(nodes, from, to, compartments))
    );
  }

  #kindsAllow(nodes: Int32Array, from: number, to: number): boolean {
    if (this.#kinds === 0) return true;
    const { visits, partner, fromDepot, toDepot, tasks } = this.#model;
    const aboard = this.#aboard.fill(0);
    const put = (kind: number): boolean => {
      if (kind < 0) return true;
      for (let other = 0; other < this.#kinds; other++) {
        if (aboard[other]! > 0 && this.#excludes[kind * this.#kinds + other] === 1) return false;
      }
      aboard[kind]!++;
      return true;
    };
    for (let k = from; k < to; k++) {
      const visit = nodes[k]!;
      if (visit < visits && fromDepot[visit] === 1 && !put(this.#kindOf[visit]!)) return false;
    }
    for (let k = from; k < to; k++) {
      const visit = nodes[k]!;
      if (visit >= visits) continue;
      const kind = this.#kindOf[taskOf(this.#model, visit)]!;
      if (kind < 0) continue;
      if (fromDepot[visit] === 1 || visit >= tasks.length) aboard[kind]!--;
      const comesAboard = toDepot[visit] === 1 || (visit < tasks.length && partner[visit]! >= 0);
      if (comesAboard && !put(kind)) return false;
    }
    return true;
  }

  #temperaturesAllow(nodes: Int32Array, from: number, to: number, compartments: readonly TemperatureRange[]): boolean {
    const ranges: TemperatureRange[] = [];
    for (let k = from; k < to; k++) {
      const visit = nodes[k]!;
      if (visit >= this.#model.visits) continue;
      const wanted = of(this.#model.tasks[taskOf(this.#model, visit)]!).temperature;
      if (wanted && !ranges.some((one) => one[0] === wanted[0] && one[1] === wanted[1])) ranges.push(wanted);
    }
    return fits(ranges, compartments);
  }
}

/** Whether each range can be given a compartment so that all ranges in it and its own share a temperature. */
export function fits(ranges: readonly TemperatureRange[], compartments: readonly TemperatureRange[]): boolean {
  const [range, ...rest] = ranges;
  if (!range) return true;
  return compartments.some((compartment, k) => {
    const narrowed: TemperatureRange = [Math.max(compartment[0], range[0]), Math.min(compartment[1], range[1])];
    return narrowed[0] <= narrowed[1] && fits(rest, compartments.with(k, narrowed));
  });
}
