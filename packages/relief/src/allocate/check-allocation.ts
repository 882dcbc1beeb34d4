import type { Issue } from '@sanad/result';
import type { Allocation, Shipment } from './allocation.ts';
import { checkAllocationProblem } from './check-problem.ts';
import type { AllocationProblem, Lane, Need, TemperatureRange } from './problem.ts';

interface Source {
  readonly id: string;
  readonly item: string;
  readonly place: string;
  readonly owner?: string;
  readonly units: number;
  readonly available: number;
  readonly expiry: number;
  readonly minimumLot: number;
  readonly unitCost: number;
  readonly recipients: readonly string[] | undefined;
  readonly leastPriority: number;
  readonly exceptions: readonly string[];
}

/**
 * Holds a plan against every rule of its problem, from the problem's own words and without the code that made the plan
 * (but for reading the problem): whole units, stock and reserves, production, terms, deadlines, shelf life, cold chain,
 * minimum lots, lane limits, sums, first-expired-first-out, and no less urgent need served with what a more urgent one
 * lacked. Empty when nothing is wrong; the issues of the problem itself if it can't be read.
 */
export function checkAllocation(input: AllocationProblem, allocation: Allocation): Issue[] {
  const checked = checkAllocationProblem(input);
  if (!checked.ok) return checked.issues;
  const problem = checked.value;
  const issues: Issue[] = [];
  const needs = new Map(problem.needs.map((need) => [need.id, need]));
  const sources = new Map(sourcesOf(problem).map((source) => [source.id, source]));
  const taken = new Map<string, number>();
  const served = new Map<string, number>();
  const carried = new Map<string, number>();
  const pairs = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, units: number): void => {
    sums.set(key, (sums.get(key) ?? 0) + units);
  };

  for (const [index, shipment] of allocation.shipments.entries()) {
    const fail = (code: string, message: string): void => {
      issues.push({ code, path: `shipments/${index}`, message: `${shipment.source} to ${shipment.need}: ${message}` });
    };
    const id = shipment.batch === undefined ? shipment.source : `${shipment.source}#${shipment.batch}`;
    const source = sources.get(id);
    const need = needs.get(shipment.need);
    if (!source || !need) {
      fail('unknown', 'the source or the need is not in the problem.');
      continue;
    }
    if (!Number.isInteger(shipment.quantity) || shipment.quantity <= 0) fail('not-whole', 'the quantity is not whole.');
    checkShipment(problem, shipment, source, need, fail);
    add(taken, id, shipment.quantity);
    add(served, need.id, shipment.serves);
    add(pairs, JSON.stringify([id, need.id, shipment.lane ?? null]), shipment.quantity);
    const load = problem.items.find(({ id }) => id === shipment.item)?.load ?? 1;
    if (shipment.lane !== undefined) add(carried, shipment.lane, load * shipment.quantity);
  }

  for (const [id, units] of taken) {
    if (units > sources.get(id)!.units)
      issues.push({ code: 'overdrawn', path: id, message: `${id} gives ${units} of ${sources.get(id)!.units}.` });
  }
  for (const lane of problem.lanes ?? []) {
    if ((carried.get(lane.id) ?? 0) > (lane.capacity ?? Infinity)) {
      issues.push({
        code: 'lane-overloaded',
        path: lane.id,
        message: `${lane.id} carries more than ${lane.capacity ?? 0}.`,
      });
    }
  }
  for (const [pair, units] of pairs) {
    const [id] = JSON.parse(pair) as [string];
    if (units < sources.get(id)!.minimumLot)
      issues.push({ code: 'below-minimum', path: id, message: `${id} gives only ${units}.` });
  }
  for (const outcome of allocation.needs) {
    const units = served.get(outcome.need) ?? 0;
    const wanted = needs.get(outcome.need)?.quantity ?? 0;
    const wrong = units !== outcome.met || units > wanted || outcome.quantity !== wanted;
    if (wrong)
      issues.push({ code: 'wrong-sum', path: outcome.need, message: `${outcome.need} gets ${units} of ${wanted}.` });
    if (units < wanted && (outcome.reasons.length === 0 || outcome.relaxation.length === 0)) {
      issues.push({ code: 'unexplained', path: outcome.need, message: `${outcome.need} is short without a reason.` });
    }
  }
  issues.push(...checkOrder(allocation, needs, sources, taken, served));
  return issues;
}

function checkShipment(
  problem: AllocationProblem,
  shipment: Shipment,
  source: Source,
  need: Need,
  fail: (code: string, message: string) => void,
): void {
  const substitute = need.substitutes?.find(({ item }) => item === source.item);
  const rate =
    source.item === need.item ? { take: 1, serve: 1 } : { take: substitute?.take ?? 1, serve: substitute?.serve ?? 1 };
  if (source.item !== shipment.item || (source.item !== need.item && !substitute))
    fail('wrong-item', 'not an accepted item.');
  if (shipment.quantity * rate.serve !== shipment.serves * rate.take)
    fail('wrong-rate', 'the substitute counts wrongly.');
  if (source.place !== shipment.from || need.place !== shipment.to) fail('wrong-place', 'leaves or arrives elsewhere.');
  if (shipment.departHour < source.available) fail('too-early', 'leaves before it is there.');
  if (shipment.arriveHour > need.byHour) fail('too-late', 'arrives after the deadline.');
  if (shipment.arriveHour < (need.fromHour ?? 0)) fail('too-early', 'arrives before it can be taken in.');
  const shelf = source.expiry - shipment.arriveHour;
  if (shelf <= 0 || shelf < (need.minimumShelfHours ?? 0)) fail('shelf-life', 'arrives expired or too close to it.');
  const named = (names: readonly string[]): boolean =>
    names.includes(need.id) || (need.party !== undefined && names.includes(need.party));
  const allowed =
    need.priority <= source.leastPriority && (source.recipients === undefined || named(source.recipients));
  if (!allowed && !source.exceptions.includes(need.id)) fail('terms', "the owner's terms forbid it.");
  if (source.place === need.place) return;
  const storage = problem.items.find(({ id }) => id === source.item)?.storage;
  const hours = shipment.arriveHour - shipment.departHour;
  const suits = (way: { hours: number; holds?: TemperatureRange }): boolean =>
    Math.abs(way.hours - hours) < 1e-6 &&
    (storage === undefined ||
      (way.holds !== undefined && way.holds.minC >= storage.minC && way.holds.maxC <= storage.maxC));
  if (!waysBetween(problem, shipment, need).some(suits))
    fail('no-way', 'no lane goes there in that time at that temperature.');
}

function waysBetween(
  problem: AllocationProblem,
  shipment: Shipment,
  need: Need,
): (Lane | { hours: number; holds?: TemperatureRange })[] {
  const lanes = (problem.lanes ?? []).filter(
    ({ id, from, to, needs }) =>
      from === shipment.from &&
      to === shipment.to &&
      shipment.lane === id &&
      (needs === undefined || needs.includes(need.id)),
  );
  const cells = (problem.matrices ?? []).flatMap((matrix) => {
    const hours = matrix.hours[matrix.from.indexOf(shipment.from)]?.[matrix.to.indexOf(shipment.to)];
    return typeof hours === 'number' ? [{ hours, ...(matrix.holds ? { holds: matrix.holds } : {}) }] : [];
  });
  return shipment.lane === undefined ? cells : lanes;
}

/** What a rearrangement of one shipment would put right: an urgent need passed over, or a later lot sent first. */
function checkOrder(
  allocation: Allocation,
  needs: ReadonlyMap<string, Need>,
  sources: ReadonlyMap<string, Source>,
  taken: ReadonlyMap<string, number>,
  served: ReadonlyMap<string, number>,
): Issue[] {
  const issues: Issue[] = [];
  const shipments = allocation.shipments.flatMap((shipment) => {
    const id = shipment.batch === undefined ? shipment.source : `${shipment.source}#${shipment.batch}`;
    const need = needs.get(shipment.need);
    return need && sources.has(id) ? [{ shipment, id, need }] : [];
  });
  const bySource = Map.groupBy(shipments, ({ id }) => id);
  for (const { shipment, id, need } of shipments) {
    // A need with some of a lot shows that this lot may go there: one less urgent must not take what it still lacks.
    const step = need.substitutes?.find((substitute) => substitute.item === shipment.item)?.serve ?? 1;
    const lacks = need.quantity - (served.get(need.id) ?? 0) >= step;
    const passed = lacks && sources.get(id)?.minimumLot === 1 && shipment.lane === undefined;
    const rival = passed ? bySource.get(id)!.find((other) => other.need.priority > need.priority) : undefined;
    if (rival) {
      issues.push({
        code: 'priority',
        path: need.id,
        message: `${rival.need.id} gets some of ${id} before ${need.id}.`,
      });
    }
  }
  for (const [id, sent] of bySource) {
    const later = sources.get(id)!;
    for (const [otherId, earlier] of sources) {
      const same = earlier.item === later.item && earlier.place === later.place && earlier.owner === later.owner;
      if (!same || earlier.unitCost !== later.unitCost || earlier.expiry >= later.expiry || earlier.minimumLot > 1)
        continue;
      if (later.minimumLot > 1 || (taken.get(otherId) ?? 0) === earlier.units) continue;
      const instead = sent.find(
        ({ shipment, need }) =>
          shipment.quantity === shipment.serves &&
          earlier.available <= shipment.departHour &&
          earlier.expiry - shipment.arriveHour >= Math.max(need.minimumShelfHours ?? 0, 1e-9) &&
          earlier.recipients === undefined &&
          need.priority <= earlier.leastPriority,
      );
      if (instead) {
        issues.push({ code: 'first-expired', path: id, message: `${id} is sent although ${otherId} expires first.` });
      }
    }
  }
  return issues;
}

function sourcesOf(problem: AllocationProblem): Source[] {
  const lots = problem.supplies.map((lot): Source => {
    const { id, item, place, terms } = lot;
    return {
      id,
      item,
      place,
      ...(lot.owner === undefined ? {} : { owner: lot.owner }),
      units: Math.max(0, lot.quantity - (lot.reserve ?? 0)),
      available: Math.max(0, lot.availableHour ?? 0),
      expiry: lot.expiryHour ?? Infinity,
      minimumLot: lot.minimumLot ?? 1,
      unitCost: lot.unitCost ?? 0,
      recipients: terms?.recipients,
      leastPriority: terms?.leastPriority ?? Infinity,
      exceptions: terms?.exceptions ?? [],
    };
  });
  const { count, hours } = problem.periods ?? { count: 1, hours: 168 };
  const batches = (problem.production ?? []).flatMap((line) =>
    Array.from({ length: count }, (_, batch): Source => {
      const rate = (upTo: number): number =>
        Math.floor(
          line.ratePerPeriod *
            Array.from({ length: upTo }, (_, at) => line.ramp?.[at] ?? 1).reduce((a, b) => a + b, 0) +
            1e-9,
        );
      const available = (line.leadHours ?? 0) + (batch + 1) * hours;
      return {
        id: `${line.id}#${batch}`,
        item: line.item,
        place: line.place,
        ...(line.owner === undefined ? {} : { owner: line.owner }),
        units: available > count * hours ? 0 : rate(batch + 1) - rate(batch),
        available,
        expiry: available + (line.shelfHours ?? Infinity),
        minimumLot: line.minimumLot ?? 1,
        unitCost: line.unitCost ?? 0,
        recipients: line.terms?.recipients,
        leastPriority: line.terms?.leastPriority ?? Infinity,
        exceptions: line.terms?.exceptions ?? [],
      };
    }),
  );
  return [...lots, ...batches];
}
