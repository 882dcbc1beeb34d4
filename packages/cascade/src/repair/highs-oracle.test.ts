import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Asset, Dependency, Network } from '../model/network.ts';
import { seeded } from '../random/seeded.ts';
import { simulate } from '../simulate/simulate.ts';
import { loadHighs } from '../solve/highs.ts';
import { repair } from './repair.ts';

const HORIZON = 24;
const CREWS = 2;

/** A small network without stores, all in one place, five assets of which are damaged; repairs take whole hours. */
function randomDamage(seed: number): { network: Network; damaged: Asset[] } {
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const assets: Asset[] = Array.from({ length: 9 }, (_, index) => ({
    id: `a${index}`,
    kind: 'site',
    position: [46, 24],
    demands: [{ service: 'power', amount: 1, people: below(1000) }],
    repair: { crew: 'any', hours: 1 + below(4) },
  }));
  const dependencies = Array.from({ length: 12 }, (): Dependency | undefined => {
    const asset = below(9);
    const on = [...new Set([below(9), below(9)])].filter((at) => at !== asset).map((at) => `a${at}`);
    if (on.length === 0) return undefined;
    return { asset: `a${asset}`, service: 'power', type: 'physical', on, rule: random() < 0.5 ? 'any' : 'all' };
  }).filter((dependency) => dependency !== undefined);
  const services = [{ id: 'power', unit: 'MW', sharing: 'logical' as const }];
  return { network: { services, assets, dependencies }, damaged: assets.slice(0, 5) };
}

/**
 * The best that can be done, as a mixed-integer programme in whole hours: `x` says in which hour a job ends, `z` which
 * jobs count as done in an hour, what each set of them leaves unserved being known. It shares nothing with the search.
 */
function programme({ network, damaged }: { network: Network; damaged: Asset[] }): string {
  const sets = Array.from({ length: 2 ** damaged.length }, (_, set) => set);
  const unserved = sets.map((set) => {
    const events = damaged
      .filter((_, job) => !((set >> job) & 1))
      .map(({ id }) => ({ kind: 'outage', target: id, at: 0 }) as const);
    return simulate(network, { horizonHours: 1, events }).unserved.populationHours;
  });
  const hours = Array.from({ length: HORIZON }, (_, hour) => hour);
  const length = (job: number): number => damaged[job]!.repair!.hours;
  // Job j ends at the beginning of hour t at the earliest when t hours have been worked.
  const ends = damaged.flatMap((_, job) => hours.filter((hour) => hour >= length(job)).map((hour) => ({ job, hour })));
  const rows: string[] = damaged.map(
    (_, job) =>
      `${ends
        .filter((end) => end.job === job)
        .map(({ hour }) => `+ x${job}_${hour}`)
        .join(' ')} <= 1`,
  );
  for (const hour of hours) {
    const working = ends.filter((end) => end.hour > hour && end.hour <= hour + length(end.job));
    if (working.length > 0) rows.push(`${working.map((end) => `+ x${end.job}_${end.hour}`).join(' ')} <= ${CREWS}`);
    rows.push(`${sets.map((set) => `+ z${set}_${hour}`).join(' ')} = 1`);
    for (const job of damaged.keys()) {
      const counted = sets.filter((set) => (set >> job) & 1).map((set) => `+ z${set}_${hour}`);
      const done = ends.filter((end) => end.job === job && end.hour <= hour).map((end) => `- x${job}_${end.hour}`);
      rows.push(`${[...counted, ...done].join(' ')} <= 0`);
    }
  }
  const objective = hours.flatMap((hour) => sets.map((set) => `+ ${unserved[set]} z${set}_${hour}`)).join(' ');
  return `Minimize\n${objective}\nSubject To\n${rows.join('\n')}\nBinary\n${ends.map(({ job, hour }) => `x${job}_${hour}`).join('\n')}\nEnd`;
}

test('plans cost what HiGHS proves to be the least', async () => {
  const highs = await loadHighs();
  for (let seed = 1; seed <= 8; seed += 1) {
    const problem = randomDamage(seed);
    const solution = highs.solve(programme(problem), { output_flag: false, mip_rel_gap: 0 });
    assert.equal(solution.Status, 'Optimal');
    const crews = Array.from({ length: CREWS }, (_, index) => ({
      id: `c${index}`,
      kind: 'any',
      base: [46, 24] as const,
    }));
    const damage = problem.damaged.map(({ id }) => ({ target: id }));
    const plan = await repair(problem.network, { damage, crews, horizonHours: HORIZON });
    assert.ok(
      Math.abs(plan.populationHours - solution.ObjectiveValue) < 1e-3,
      `seed ${seed}: ${plan.populationHours}, ${solution.ObjectiveValue}`,
    );
    assert.equal(plan.method, 'exact');
  }
});
