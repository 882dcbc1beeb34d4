import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkPlan } from '../check-plan.ts';
import { checkProblem } from '../check-problem.ts';
import { solveText } from '../solve-text.ts';
import { isVroom, readVroom } from './read-vroom.ts';

const example = {
  vehicles: [
    {
      id: 1,
      start_index: 0,
      end_index: 0,
      capacity: [4],
      skills: [1, 14],
      time_window: [0, 20_000],
      breaks: [{ id: 9, time_windows: [[3_000, 5_000]], service: 300 }],
    },
  ],
  jobs: [
    { id: 1, service: 300, delivery: [1], location_index: 1, skills: [1] },
    { id: 2, service: 300, pickup: [1], location_index: 2, skills: [14] },
    { id: 3, location_index: 1, skills: [99] },
  ],
  shipments: [
    {
      amount: [1],
      pickup: { id: 4, service: 300, location_index: 1 },
      delivery: { id: 4, location_index: 2, service: 10, setup: 20 },
    },
  ],
  matrices: {
    car: {
      durations: [
        [0, 2_104, 197, 1_299],
        [2_103, 0, 2_255, 3_152],
        [197, 2_256, 0, 1_102],
        [1_299, 3_153, 1_102, 0],
      ],
    },
  },
};

test("VROOM's question gets VROOM's answer", async () => {
  const solved = await solveText(JSON.stringify(example), { iterations: 300 });
  assert.ok(solved.ok);
  const { problem, plan, vroom } = solved.value;
  assert.deepEqual(checkPlan(problem, plan), []);
  const answer = vroom as {
    code: number;
    summary: Record<string, unknown>;
    unassigned: unknown[];
    routes: {
      vehicle: number;
      duration: number;
      steps: { type: string; id?: number; arrival: number; load: number[] }[];
    }[];
  };
  assert.equal(answer.code, 0);
  assert.deepEqual(answer.unassigned, [{ id: 3, type: 'job', location_index: 1 }]);
  assert.equal(answer.summary.cost, 4_556);
  assert.equal(answer.routes[0]!.duration, 4_556);
  assert.equal(answer.summary.service, 300 + 300 + 300 + 10 + 300);
  const types = answer.routes[0]!.steps.map((step) => step.type);
  assert.equal(types[0], 'start');
  assert.equal(types.at(-1), 'end');
  assert.ok(types.indexOf('pickup') < types.indexOf('delivery') && types.includes('break') && types.includes('job'));
});

test('coordinates are travelled in straight lines where there is no matrix', async () => {
  const here = { vehicles: [{ id: 7, start: [46.7, 24.7] }], jobs: [{ id: 1, location: [46.8, 24.7] }] };
  const solved = await solveText(JSON.stringify(here), { iterations: 10 });
  assert.ok(solved.ok);
  const [route] = (solved.value.vroom as { routes: { duration: number; cost: number }[] }).routes;
  // 0.1° of longitude at 24.7° north are 10.1 km: 727 s at 50 km/h.
  assert.ok(Math.abs(route!.duration - 727) < 2 && route!.cost === route!.duration, JSON.stringify(route));
});

test('what is not supported or wrong is said', () => {
  const bad = (change: object) => {
    const result = readVroom({ ...example, ...change });
    assert.ok(!result.ok);
    return result.issues.map((issue) => issue.path);
  };
  assert.deepEqual(bad({ jobs: [{ id: 1 }] }), ['jobs/0']);
  assert.deepEqual(bad({ vehicles: [{ id: 1, start_index: 0, max_distance: 5 }] }), ['vehicles/0/max_distance']);
  assert.deepEqual(bad({ vehicles: [{ id: 1, start_index: 0, profile: 'truck' }] }), ['vehicles/0/profile']);
  assert.deepEqual(bad({ jobs: 'none' }), ['jobs']);
});

test('any JSON is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('vehicles', 'jobs', 'shipments', 'matrices'), (value, name) => {
      for (const input of [
        { ...example, [name]: value },
        { ...example, [name]: [value] },
      ]) {
        assert.ok(isVroom(input));
        const result = readVroom(input);
        if (result.ok) checkProblem(result.value);
      }
    }),
    { numRuns: 500 },
  );
});
