import { type Arrival, type Crew, type Job, type RepairProblem, straightRoads, type TravelTime } from './problem.ts';

/** For each crew, the numbers of the jobs that it does, in order. */
export type Sequences = readonly (readonly number[])[];

/** A job with its times. */
export interface ScheduledJob {
  readonly job: number;
  readonly crew: number;
  readonly departAt: number;
  readonly startAt: number;
  readonly endAt: number;
}

/** What schedules are made of. */
export interface Yard {
  readonly jobs: readonly Job[];
  readonly crews: readonly Crew[];
  readonly materials: Readonly<Record<string, readonly Arrival[]>>;
  readonly travel: TravelTime;
  /** True where no way over a third place is shorter; else nothing is taken to be known of ways not yet chosen. */
  readonly metric: boolean;
}

/** The yard of a problem. */
export function yardOf({ crews, materials = {}, travelHours, roads }: RepairProblem, jobs: readonly Job[]): Yard {
  return { jobs, crews, materials, travel: travelHours ?? straightRoads(roads), metric: travelHours === undefined };
}

/** Whether a crew is of the kind that a job needs. */
export const canDo = ({ jobs, crews }: Yard, crew: number, job: number): boolean =>
  crews[crew]!.kind === jobs[job]!.need.crew;

/**
 * The times of every job when each crew does its own in order. Whoever arrives first takes the materials first; a crew
 * waits for what is still to come and passes over what it can never reach or never have the materials for.
 */
export function schedule(yard: Yard, sequences: Sequences): ScheduledJob[] {
  const { jobs, crews, travel } = yard;
  const crewStates = crews.map(({ base, availableFrom = 0 }) => ({ at: base, free: availableFrom, next: 0 }));
  const used = new Map<string, number>();
  const done: ScheduledJob[] = [];
  for (;;) {
    let first = -1;
    let firstArrival = Infinity;
    for (const [crew, state] of crewStates.entries()) {
      for (; state.next < sequences[crew]!.length; state.next += 1) {
        const { position } = jobs[sequences[crew]![state.next]!]!;
        const arrival = state.free + travel(state.at, position, state.free);
        if (arrival === Infinity) continue;
        if (arrival < firstArrival) [first, firstArrival] = [crew, arrival];
        break;
      }
    }
    if (first === -1) return done;
    const state = crewStates[first]!;
    const number = sequences[first]![state.next]!;
    const job = jobs[number]!;
    state.next += 1;
    const startAt = takeMaterials(yard, job, used, firstArrival);
    if (startAt === Infinity) continue;
    const endAt = startAt + job.need.hours;
    done.push({ job: number, crew: first, departAt: state.free, startAt, endAt });
    state.at = job.position;
    state.free = endAt;
  }
}

/** When a job's materials are there, from an hour on; takes them if ever. */
function takeMaterials({ materials }: Yard, { need }: Job, used: Map<string, number>, from: number): number {
  let ready = from;
  const wanted = Object.entries(need.materials ?? {}).filter(([material]) => materials[material] !== undefined);
  for (const [material, amount] of wanted) {
    const sum = (used.get(material) ?? 0) + amount;
    ready = Math.max(ready, arrivalOf(materials[material]!, sum));
  }
  if (ready < Infinity) for (const [material, amount] of wanted) used.set(material, (used.get(material) ?? 0) + amount);
  return ready;
}

/** When so many units of a material have arrived. */
function arrivalOf(arrivals: readonly Arrival[], amount: number): number {
  let sum = 0;
  for (const arrival of arrivals.toSorted((a, b) => a.at - b.at)) {
    sum += arrival.amount;
    if (sum >= amount - 1e-9) return arrival.at;
  }
  return amount <= 0 ? 0 : Infinity;
}
