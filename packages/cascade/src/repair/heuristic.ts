import { seeded } from '../random/seeded.ts';
import type { RepairCost } from './cost.ts';
import { canDo, schedule, type Sequences, type Yard } from './schedule.ts';

/** A way to do the jobs, and its cost in unserved population-hours. */
export interface Candidate {
  readonly sequences: Sequences;
  readonly cost: number;
}

/** Jobs handed out in an order: each to the crew of its kind that would be done with it first. */
export function handOut(yard: Yard, order: readonly number[]): Sequences {
  const sequences: number[][] = yard.crews.map(() => []);
  for (const job of order) {
    let best = -1;
    let bestEnd = Infinity;
    for (const crew of yard.crews.keys()) {
      if (!canDo(yard, crew, job)) continue;
      const tried = sequences.map((sequence, index) => (index === crew ? [...sequence, job] : sequence));
      const end = schedule(yard, tried).find((each) => each.job === job)?.endAt ?? Infinity;
      if (end < bestEnd) [best, bestEnd] = [crew, end];
    }
    if (best >= 0) sequences[best]!.push(job);
  }
  return sequences;
}

/**
 * Jobs by what they bring for an hour of work: halfway between what each brings alone and what is missing if it alone
 * is left undone, so that what only helps together is not passed over.
 */
export function greedyOrder(yard: Yard, cost: RepairCost): number[] {
  const { jobs } = yard;
  const never = new Float64Array(jobs.length).fill(Infinity);
  const soon = Float64Array.from(jobs, ({ need }) => need.hours);
  const [worst, best] = [cost.ofEnds(never), cost.ofEnds(soon)];
  const value = jobs.map(({ need }, job) => {
    const alone = worst - cost.ofEnds(never.with(job, soon[job]!));
    const missing = cost.ofEnds(soon.with(job, Infinity)) - best;
    return (alone + missing) / Math.max(need.hours, 1e-6);
  });
  return [...jobs.keys()].toSorted((a, b) => value[b]! - value[a]!);
}

/**
 * Makes a plan better by moving a job to another place in its own or another crew's sequence, or exchanging two, as
 * long as that helps and evaluations are left. The same seed tries the same moves.
 */
export function improve(yard: Yard, cost: RepairCost, start: Sequences, evaluations: number, seed: number): Candidate {
  const random = seeded(seed);
  let best: Candidate = { sequences: start, cost: cost.of(schedule(yard, start)) };
  const last = cost.evaluations + evaluations;
  for (let improved = true; improved && cost.evaluations < last;) {
    improved = false;
    const moves = shuffled(movesOf(yard, best.sequences), random);
    for (const move of moves) {
      if (cost.evaluations >= last) break;
      const sequences = move(best.sequences);
      if (!sequences) continue;
      const tried = cost.of(schedule(yard, sequences));
      if (tried >= best.cost - 1e-6) continue;
      best = { sequences, cost: tried };
      improved = true;
    }
  }
  return best;
}

type Move = (sequences: Sequences) => Sequences | undefined;

/** Every move of one job to every place, and every exchange of two; each applies to whatever the sequences then are. */
function movesOf(yard: Yard, sequences: Sequences): Move[] {
  const jobs = sequences.flat();
  const moves: Move[] = [];
  for (const job of jobs) {
    for (const crew of yard.crews.keys()) {
      if (!canDo(yard, crew, job)) continue;
      for (let place = 0; place <= sequences[crew]!.length; place += 1)
        moves.push((now) => relocated(now, job, crew, place));
    }
    for (const other of jobs) {
      if (other > job && yard.jobs[job]!.need.crew === yard.jobs[other]!.need.crew)
        moves.push((now) => exchanged(now, job, other));
    }
  }
  return moves;
}

function relocated(sequences: Sequences, job: number, crew: number, place: number): Sequences | undefined {
  const without = sequences.map((sequence) => sequence.filter((each) => each !== job));
  if (place > without[crew]!.length || sequences[crew]![place] === job) return undefined;
  return without.with(crew, without[crew]!.toSpliced(place, 0, job));
}

const exchanged = (sequences: Sequences, a: number, b: number): Sequences =>
  sequences.map((sequence) => sequence.map((job) => (job === a ? b : job === b ? a : job)));

function shuffled<T>(items: T[], random: () => number): T[] {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [items[index], items[other]] = [items[other]!, items[index]!];
  }
  return items;
}
