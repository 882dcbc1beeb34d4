import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkPlan } from './check-plan.ts';
import type { PlannedRoute, RoutePlan, Step } from './plan.ts';
import type { RouteProblem } from './problem.ts';
import { route } from './route.ts';

const problem: RouteProblem = {
  places: [
    { id: 'depot', x: 0, y: 0, open: [0, 500] },
    { id: 'a', x: 30, y: 40 },
    { id: 'b', x: 60, y: 80 },
    { id: 'c', x: 0, y: 50 },
  ],
  travel: { kind: 'plane' },
  vehicles: [
    {
      id: 'van',
      start: 'depot',
      end: 'depot',
      capacity: [10],
      shift: [0, 500],
      skills: ['lift'],
      compartments: [[2, 8]],
      breaks: [{ id: 'noon', window: [50, 300], duration: 20 }],
      maximumDuration: 450,
      maximumDistance: 400,
      maximumStops: 4,
    },
  ],
  stops: [
    {
      id: 'bread',
      place: 'a',
      delivery: [4],
      service: 10,
      windows: [[0, 200]],
      release: 20,
      maximumRide: 100,
      kind: 'food',
    },
    { id: 'drug', place: 'b', delivery: [3], service: 10, skills: ['lift'], temperature: [2, 8] },
  ],
  shipments: [{ id: 'parcel', from: { place: 'c', service: 5 }, to: { place: 'a' }, amount: [2] }],
  incompatible: [['food', 'fuel']],
};

let good: RoutePlan;
before(async () => {
  good = await route(problem, { iterations: 300, seed: 1 });
});

/** The rules that a plan breaks after a change of its only route. */
const broken = (change: (route: PlannedRoute) => PlannedRoute, of: RouteProblem = problem) =>
  new Set(checkPlan(of, { ...good, routes: good.routes.map(change) }).map((violation) => violation.rule));

const step = (kind: Step['kind'], change: (one: Step) => Step) => (one: PlannedRoute) => ({
  ...one,
  steps: one.steps.map((own) => (own.kind === kind ? change(own) : own)),
});

test('a good plan breaks no rule', () => {
  assert.deepEqual(checkPlan(problem, good), []);
  assert.equal(good.unassigned.length, 0);
});

test('every change of a good plan that breaks a rule is seen', () => {
  const cases: [string, Set<string>][] = [
    ['travel-time', broken(step('stop', (one) => ({ ...one, begin: one.begin - 30, arrival: one.arrival - 30 })))],
    ['time-order', broken(step('stop', (one) => ({ ...one, leave: one.begin - 1 })))],
    ['service-time', broken(step('pickup', (one) => ({ ...one, leave: one.begin })))],
    ['load', broken(step('pickup', (one) => ({ ...one, load: [99] })))],
    ['route-start', broken((one) => ({ ...one, steps: one.steps.slice(1) }))],
    ['route-end', broken((one) => ({ ...one, steps: one.steps.slice(0, -1) }))],
    ['vehicle-unknown', broken((one) => ({ ...one, vehicle: 'bike' }))],
    ['break-missing', broken((one) => ({ ...one, steps: one.steps.filter((own) => own.kind !== 'break') }))],
    ['break', broken(step('break', (one) => ({ ...one, leave: one.begin + 1 })))],
    ['place', broken(step('stop', (one) => ({ ...one, place: 'c' })))],
    ['pickup-first', broken((one) => ({ ...one, steps: one.steps.filter((own) => own.kind !== 'pickup') }))],
    ['not-delivered', broken((one) => ({ ...one, steps: one.steps.filter((own) => own.kind !== 'delivery') }))],
    ['forgotten', broken((one) => ({ ...one, steps: one.steps.filter((own) => own.id !== 'drug') }))],
    [
      'visited-twice',
      broken((one) => ({ ...one, steps: one.steps.flatMap((own) => (own.id === 'drug' ? [own, own] : [own])) })),
    ],
    ['cost', broken((one) => ({ ...one, cost: one.cost + 1 }))],
    ['distance', broken((one) => ({ ...one, distance: one.distance + 1 }))],
  ];
  for (const [rule, rules] of cases) assert.ok(rules.has(rule), `${rule}: ${[...rules].join()}`);
});

test('every rule of the problem is held against the plan', () => {
  const [van] = problem.vehicles;
  const withVan = (change: object) => broken((one) => one, { ...problem, vehicles: [{ ...van!, ...change }] });
  const withBread = (change: object) =>
    broken((one) => one, {
      ...problem,
      stops: problem.stops!.map((stop) => (stop.id === 'bread' ? { ...stop, ...change } : stop)),
    });
  const cases: [string, Set<string>][] = [
    ['capacity', withVan({ capacity: [5] })],
    ['shift', withVan({ shift: [0, 100] })],
    ['skill', withVan({ skills: [] })],
    ['temperature', withVan({ compartments: [[-20, -10]] })],
    ['maximum-duration', withVan({ maximumDuration: 50 })],
    ['maximum-distance', withVan({ maximumDistance: 50 })],
    ['maximum-stops', withVan({ maximumStops: 2 })],
    ['progress-changed', withVan({ progress: { visited: ['parcel', 'nothing'] } })],
    ['time-window', withBread({ windows: [[0, 1]] })],
    ['release', withBread({ release: 490 })],
    ['ride-time', withBread({ maximumRide: 1 })],
    [
      'place-closed',
      broken((one) => one, {
        ...problem,
        places: problem.places.map((place) => (place.id === 'depot' ? { ...place, open: [0, 10] } : place)),
      }),
    ],
    [
      'incompatible',
      broken((one) => one, {
        ...problem,
        stops: problem.stops!.map((stop) => (stop.id === 'drug' ? { ...stop, kind: 'fuel' } : stop)),
      }),
    ],
    [
      'maximum-trips',
      broken((one) => ({
        ...one,
        steps: one.steps.flatMap((own) =>
          own.kind === 'break' ? [own, { ...own, kind: 'reload' as const, place: 'depot' }] : [own],
        ),
      })),
    ],
  ];
  for (const [rule, rules] of cases) assert.ok(rules.has(rule), `${rule}: ${[...rules].join()}`);
});

test('a free fleet may use more vehicles than there are', () => {
  const free = { ...good, routes: good.routes.map((one) => ({ ...one, vehicle: 'van#7' })) };
  assert.deepEqual(checkPlan(problem, free, 'free'), []);
  assert.notDeepEqual(checkPlan(problem, free), []);
});
