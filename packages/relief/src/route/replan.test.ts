import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPlan } from './check-plan.ts';
import type { RouteProblem } from './problem.ts';
import { replan } from './replan.ts';
import { randomProblem } from './random-problem.ts';
import { route } from './route.ts';

const at = (k: number, by: number) => (k * by) % 499;

function deliveries(count: number): RouteProblem {
  return {
    places: Array.from({ length: count + 1 }, (_, k) => ({ id: `p${k}`, x: at(k, 331), y: at(k, 127) })),
    travel: { kind: 'plane' },
    vehicles: Array.from({ length: 14 }, (_, k) => ({
      id: `van ${k}`,
      start: 'p0',
      end: 'p0',
      capacity: [30],
      shift: [0, 5000] as const,
    })),
    stops: Array.from({ length: count }, (_, k) => ({
      id: `s${k + 1}`,
      place: `p${k + 1}`,
      delivery: [1 + (k % 3)],
      service: 5,
      ...(k % 4 === 0 ? { windows: [[at(k, 7), at(k, 7) + 1500]] as const } : {}),
    })),
  };
}

/** The problem with a plan to start from, and the first visits of each vehicle done. */
async function underWay(problem: RouteProblem, done: number) {
  const plan = await route(problem, { iterations: 3_000, seed: 1 });
  const tasks = new Map(plan.routes.map((one) => [one.vehicle, one.steps.filter((step) => step.kind === 'stop')]));
  const started: RouteProblem = {
    ...problem,
    plan: [...tasks].map(([vehicle, steps]) => ({ vehicle, tasks: steps.map((step) => step.id!) })),
    vehicles: problem.vehicles.map((vehicle) => {
      const first = (tasks.get(vehicle.id) ?? []).slice(0, done);
      return first.length > 0
        ? { ...vehicle, progress: { visited: first.map((step) => step.id!), free: first.at(-1)!.leave } }
        : vehicle;
    }),
  };
  return { plan, started, tasks };
}

test('a van that breaks down: what is done stays, few others move', async () => {
  const { plan, started, tasks } = await underWay(deliveries(120), 2);
  const broken = plan.routes[1]!.vehicle;
  const lost = tasks.get(broken)!;
  // What the broken van did is done; the rest is for the others.
  const doneByBroken = new Set(lost.slice(0, 2).map((step) => step.id));
  const now: RouteProblem = {
    ...started,
    vehicles: started.vehicles.filter((vehicle) => vehicle.id !== broken),
    stops: started.stops!.filter((stop) => !doneByBroken.has(stop.id)),
  };
  const result = await replan(now, { iterations: 3_000, seed: 2 });
  assert.ok(result.ok, JSON.stringify(result));
  const { value } = result;
  assert.deepEqual(checkPlan(now, value.plan), []);
  assert.equal(value.plan.unassigned.length, 0);
  const others = 120 - lost.length;
  const movedOthers = value.moved.filter((one) => one.from !== broken);
  assert.ok(movedOthers.length <= 0.1 * others, `${movedOthers.length} of ${others} moved`);
  assert.equal(value.moved.length - movedOthers.length, lost.length - 2);
});

test('a new urgent stop goes in without upsetting the rest', async () => {
  const { started } = await underWay(deliveries(80), 1);
  const now: RouteProblem = {
    ...started,
    places: [...started.places, { id: 'new', x: 250, y: 250 }],
    stops: [...started.stops!, { id: 'urgent', place: 'new', delivery: [1], priority: 5 }],
  };
  const result = await replan(now, { iterations: 2_000, seed: 2, mostMoved: 0.05 });
  assert.ok(result.ok);
  assert.deepEqual(checkPlan(now, result.value.plan), []);
  assert.deepEqual(result.value.added, ['urgent']);
  assert.deepEqual(result.value.dropped, []);
  assert.ok(result.value.moved.length <= 4);
});

test('with all rules mixed, what is done stays and the rest keeps every rule', { timeout: 120_000 }, async () => {
  let under = 0;
  for (let seed = 0; seed < 150; seed++) {
    const problem = randomProblem(seed, (seed * 40_503) & 0xefff);
    const plan = await route(problem, { iterations: 60, seed: 1 });
    const started = new Map(plan.routes.map((one) => [one.vehicle, one.steps[0]!.leave]));
    const done = new Map(
      plan.routes.flatMap(({ vehicle, steps }) => {
        // Up to the second visit, and no further than the first reload.
        const first = steps.slice(1, 4).filter((step) => step.kind !== 'break');
        const until = first.findIndex((step) => step.kind === 'reload' || step.kind === 'end');
        const visits = (until < 0 ? first : first.slice(0, until)).slice(0, 2);
        return visits.length > 0 ? [[vehicle, visits] as const] : [];
      }),
    );
    const now: RouteProblem = {
      ...problem,
      plan: plan.routes.map((one) => ({
        vehicle: one.vehicle,
        tasks: one.steps.flatMap((step) => (step.id && step.kind !== 'break' ? [step.id] : [])),
      })),
      vehicles: problem.vehicles.map((vehicle) => {
        const visits = done.get(vehicle.id);
        if (!visits) return vehicle;
        under++;
        const progress = {
          visited: visits.map((step) => step.id!),
          started: started.get(vehicle.id)!,
          left: visits.map((step) => step.leave),
          free: visits.at(-1)!.leave,
        };
        return { ...vehicle, progress };
      }),
    };
    const result = await replan(now, { iterations: 60, seed: 2 });
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual(checkPlan(now, result.value.plan), [], `seed ${seed}`);
  }
  assert.ok(under > 50, `${under} vehicles under way`);
});
