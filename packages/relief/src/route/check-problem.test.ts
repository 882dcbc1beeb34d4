import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkProblem, MOST_TASKS } from './check-problem.ts';
import type { RouteProblem, Stop, Vehicle } from './problem.ts';
import { route, RouteProblemError, tryRoute } from './route.ts';

const base: RouteProblem = {
  places: [
    { id: 'depot', x: 0, y: 0 },
    { id: 'clinic', x: 3, y: 4 },
  ],
  travel: { kind: 'plane' },
  vehicles: [{ id: 'van', start: 'depot', end: 'depot', capacity: [10] }],
  stops: [{ id: 'insulin', place: 'clinic', delivery: [4] }],
};
const withStop = (stop: Partial<Stop>): RouteProblem => ({ ...base, stops: [{ ...base.stops![0]!, ...stop }] });
const withVan = (van: Partial<Vehicle>): RouteProblem => ({ ...base, vehicles: [{ ...base.vehicles[0]!, ...van }] });

test('bad problems get issues that name the item and the rule', () => {
  const cases: [unknown, string, string][] = [
    [null, 'not-an-object', ''],
    [{}, 'missing', 'places'],
    [{ ...base, stops: {} }, 'not-a-list', 'stops'],
    [{ ...base, stops: [{ id: 'a', place: 'clinic', colour: 'red' }] }, 'property-unknown', 'stops/0/colour'],
    [withStop({ windows: [[9, 5]] }), 'window-closes-first', 'stops/0/windows/0'],
    [
      withStop({
        windows: [
          [5, 9],
          [1, 2],
        ],
      }),
      'windows-order',
      'stops/0/windows/1',
    ],
    [withStop({ place: 'moon' }), 'place-unknown', 'stops/0/place'],
    [withStop({ delivery: [-1] }), 'amount', 'stops/0/delivery/0'],
    [withStop({ delivery: [1.5] }), 'amount', 'stops/0/delivery/0'],
    [withStop({ service: Number.NaN }), 'number', 'stops/0/service'],
    [withStop({ temperature: [8, 2] }), 'temperature', 'stops/0/temperature'],
    [withStop({ split: { leastDrop: 5 } }), 'split', 'stops/0/split/leastDrop'],
    [withVan({ start: 'nowhere' }), 'place-unknown', 'vehicles/0/start'],
    [withVan({ count: 0 }), 'count', 'vehicles/0/count'],
    [{ ...base, vehicles: [] }, 'no-vehicle', 'vehicles'],
    [{ ...base, vehicles: [{ id: 'van', reload: { places: ['depot'] } }] }, 'depot', 'vehicles/0/start'],
    [
      { ...base, travel: { kind: 'matrix', profiles: { default: { distances: [[0]] } } } },
      'matrix-size',
      'travel/profiles/default/distances',
    ],
    [{ ...base, travel: { kind: 'globe', speed: 0 } }, 'speed', 'travel/speed'],
    [{ ...base, places: [base.places[0], { id: 'clinic' }] }, 'coordinate', 'places/1'],
    [{ ...base, stops: [...base.stops!, ...base.stops!] }, 'id-twice', 'stops/1/id'],
  ];
  for (const [problem, code, path] of cases) {
    const issues = checkProblem(problem);
    assert.ok(
      issues.some((issue) => issue.code === code && issue.path === path),
      `${code} at ${path}: ${JSON.stringify(issues)}`,
    );
    assert.ok(issues.every((issue) => issue.message.length > 0));
  }
  assert.deepEqual(checkProblem(base), []);
});

test('a million stops are refused by number, not by memory', () => {
  const stops = Array.from({ length: 1_000_000 }, (_, k) => ({ id: `s${k}`, place: 'clinic' }));
  const [issue, ...rest] = checkProblem({ ...base, stops });
  assert.equal(issue?.code, 'too-large');
  assert.match(issue.message, new RegExp(`${MOST_TASKS}`));
  assert.deepEqual(rest, []);
});

test('any JSON is answered, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('places', 'travel', 'vehicles', 'stops', 'shipments', 'plan', 'incompatible'),
      (value, name) => {
        assert.ok(Array.isArray(checkProblem(value)));
        assert.ok(Array.isArray(checkProblem({ ...base, [name]: value })));
        assert.ok(Array.isArray(checkProblem({ ...base, [name]: [value] })));
      },
    ),
    { numRuns: 500 },
  );
});

test('route rejects with the issues, tryRoute answers them', async () => {
  const bad = withStop({ windows: [[9, 5]] });
  await assert.rejects(route(bad), RouteProblemError);
  const result = await tryRoute(bad);
  assert.ok(!result.ok);
  assert.equal(result.issues[0]!.code, 'window-closes-first');
});

test('an impossible demand gets the best partial plan', async () => {
  const stops: Stop[] = [1, 2, 3, 4].map((k) => ({ id: `s${k}`, place: 'clinic', delivery: [4], priority: k }));
  const plan = await route({ ...base, stops }, { iterations: 200 });
  assert.deepEqual(plan.unassigned.map((one) => one.id).toSorted(), ['s1', 's2']);
});
