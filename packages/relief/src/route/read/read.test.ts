import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkPlan } from '../check-plan.ts';
import { checkProblem } from '../check-problem.ts';
import { route } from '../route.ts';
import { solveText } from '../solve-text.ts';
import { readProblem } from './read.ts';

const solomon = `tiny

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0        100          0
    1      3          4          6          0         50         10
    2      6          8          4          0         90         10
    3     -3          4          5         20         60         10
`;

const liLim = `2 10 1
0 0 0 0 0 200 0 0 0
1 3 4 5 0 100 1 0 2
2 6 8 -5 0 150 1 1 0
`;

const vrplib = `NAME : tiny
TYPE : MTVRPTWR
DIMENSION : 4
VEHICLES : 1
CAPACITY : 10
SERVICE_TIME : 1
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
4 1 1
DEMAND_SECTION
1 0
2 6
3 6
4 1
TIME_WINDOW_SECTION
1 0 100
2 0 50
3 0 100
4 0 100
RELEASE_TIME_SECTION
1 0
2 5
3 0
4 0
PRIZE_SECTION
1 0
2 50
3 50
4 0
VEHICLES_RELOAD_DEPOT_SECTION
1 1
DEPOT_SECTION
1
-1
EOF
`;

test('Solomon text is solved to the optimum with numbers as the file has them', async () => {
  const solved = await solveText(solomon, { iterations: 300 });
  assert.ok(solved.ok);
  const { problem, plan, lists } = solved.value;
  assert.deepEqual(checkPlan(problem, plan), []);
  assert.deepEqual(lists, { cost: 30, routes: [[1, 2], [3]], unassigned: [] });
});

test('a free fleet opens vehicles that the file has not', async () => {
  const crowded = solomon.replace('  2         10', '  1         10');
  const fixed = await solveText(crowded, { iterations: 100 });
  const free = await solveText(crowded, { iterations: 100, fleet: 'free' });
  assert.ok(fixed.ok && free.ok);
  assert.equal(fixed.value.lists.unassigned.length, 1);
  assert.deepEqual(free.value.lists.unassigned, []);
});

test('Li & Lim text: pickups before their deliveries, named by node', async () => {
  const solved = await solveText(liLim, { iterations: 100 });
  assert.ok(solved.ok);
  assert.deepEqual(solved.value.lists, { cost: 20, routes: [[1, 2]], unassigned: [] });
});

test('VRPLIB text: reloads, releases and prizes', async () => {
  const solved = await solveText(vrplib, { iterations: 300 });
  assert.ok(solved.ok);
  const { problem, plan, lists } = solved.value;
  assert.deepEqual(checkPlan(problem, plan), []);
  // Stop 3 brings nothing and is on no way; 1 and 2 don't fit together, so that the vehicle loads twice.
  assert.deepEqual(lists.unassigned, [3]);
  assert.equal(lists.routes[0]!.filter((stop) => stop === 0).length, 1);
  assert.equal(lists.cost, 30);
  const [start] = plan.routes[0]!.steps;
  assert.ok(start!.leave >= 0);
});

test('a VRPLIB matrix and the TSPLIB convention of rounding', async () => {
  const head = 'NAME: m\nTYPE: CVRP\nDIMENSION: 3\nCAPACITY: 5\n';
  const tail = 'DEMAND_SECTION\n1 0\n2 2\n3 2\nDEPOT_SECTION\n1\n-1\nEOF\n';
  const lower = `${head}EDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: LOWER_ROW\nEDGE_WEIGHT_SECTION\n4\n5 6\n${tail}`;
  const solved = await solveText(lower, { iterations: 50 });
  assert.ok(solved.ok);
  assert.equal(solved.value.lists.cost, 15);
  const plane = `${head}EDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 1 1\n3 2 2\n${tail}`;
  const rounded = await solveText(plane, { iterations: 50 });
  assert.ok(rounded.ok);
  assert.equal(rounded.value.lists.cost, 1 + 1 + 3);
});

test('bad text says where', () => {
  const cases: [string, string, string][] = [
    ['', 'problem-format', '1:1'],
    [solomon.replace('-3          4          5', '-3          x          5'), 'solomon-row', '13:1'],
    [liLim.replace('1 0 2', '1 0 7'), 'li-lim-pair', '1'],
    [liLim.replace('2 6 8 -5 0 150 1 1 0', '2 6 8'), 'li-lim-row', '4:1'],
    [vrplib.replace('DIMENSION : 4', 'DIMENSION : x'), 'vrplib-dimension', 'DIMENSION'],
    [vrplib.replace('EUC_2D', 'GEO'), 'vrplib-weights', 'EDGE_WEIGHT_TYPE'],
    [vrplib.replace('2 3 4', '2 3 four'), 'vrplib-row', '10:1'],
    ['{"places": [', 'json-syntax', ''],
  ];
  for (const [text, code, path] of cases) {
    const result = readProblem(text);
    assert.ok(!result.ok, code);
    assert.deepEqual([result.issues[0]!.code, result.issues[0]!.path], [code, path]);
  }
});

test('broken text is answered, never thrown at', () => {
  const texts = [solomon, liLim, vrplib];
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(60), fc.string(), (text, at, cut, put) => {
      const from = at % text.length;
      const result = readProblem(text.slice(0, from) + put + text.slice(from + cut));
      if (result.ok) checkProblem(result.value);
      else assert.ok(result.issues.length > 0);
    }),
    { numRuns: 1_000 },
  );
});

test('input in another order makes the same plan', async () => {
  const read = readProblem(solomon);
  assert.ok(read.ok);
  const other = { ...read.value, stops: read.value.stops!.toReversed(), places: read.value.places.toReversed() };
  const [a, b] = await Promise.all([read.value, other].map((problem) => route(problem, { iterations: 50, seed: 9 })));
  assert.deepEqual(a, b);
});
