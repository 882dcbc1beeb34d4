// Routes: gaps to the best known values of published sets, against PyVRP and VROOM at the same CPU time, one thread.
// Every plan goes through the independent checker. The whole takes hours; the default is a sample.
//   node --conditions=@sanad/source bench/relief/routes.ts --set solomon,li-lim-100 --seconds 3 --seeds 1 --limit 5
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPlan, readProblem, route, type RouteProblem } from '@sanad/relief';
import { wayOf } from '../../packages/relief/src/route/travel.ts';
import { cpuSeconds, print, rounded, type Table } from './cpu.ts';

/** Which part of the bench to run. */
export interface RoutesBench {
  /** Folders of problems; all where left out. */
  readonly sets?: readonly string[];
  /** CPU seconds for each problem; VROOM takes its own time and is met at that. */
  readonly seconds?: number;
  readonly seeds?: number;
  /** Problems of each set, spread evenly. */
  readonly limit?: number;
  readonly peers?: readonly ('pyvrp' | 'vroom')[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const data = join(process.env.SANAD_SHARED ?? join(root, '..', 'shared'), 'data', 'relief');

/** What of a set is known and who can take part. */
const SETS: Record<
  string,
  {
    readonly known: 'distance' | 'vehicles-first' | 'fixed' | 'solution';
    readonly vroom: boolean;
    readonly pyvrp: boolean;
  }
> = {
  solomon: { known: 'distance', vroom: true, pyvrp: true },
  'homberger-200': { known: 'vehicles-first', vroom: true, pyvrp: true },
  'homberger-400': { known: 'vehicles-first', vroom: true, pyvrp: true },
  'homberger-1000': { known: 'vehicles-first', vroom: true, pyvrp: true },
  // Li & Lim and the fixed fleets: as many vehicles as the best known solution has.
  'li-lim-100': { known: 'fixed', vroom: true, pyvrp: true },
  'li-lim-200': { known: 'fixed', vroom: true, pyvrp: true },
  'homberger-200-fixed': { known: 'fixed', vroom: true, pyvrp: true },
  'homberger-400-fixed': { known: 'fixed', vroom: true, pyvrp: true },
  mdvrptw: { known: 'solution', vroom: false, pyvrp: true },
  mtvrptwr: { known: 'solution', vroom: false, pyvrp: true },
  pcvrptw: { known: 'solution', vroom: false, pyvrp: true },
};

/** Distances of these in the list of best known values are below the proven optima. */
const WRONG = new Set(['R109', 'RC103']);

interface Case {
  readonly name: string;
  readonly problem: RouteProblem;
  readonly best: number;
}

interface Tried {
  readonly gap: number;
  readonly vehicles: number;
  readonly unserved: number;
  readonly violations: number;
  readonly seconds: number;
}

/** Gaps of the sets as tables; nothing where the data is missing. */
export async function run(options: RoutesBench = {}): Promise<Table[]> {
  if (!existsSync(data)) {
    console.log(`No routing problems at ${data}: set SANAD_SHARED.`);
    return [];
  }
  const { sets = Object.keys(SETS), seconds = 10, seeds = 3, limit = 3, peers = ['pyvrp', 'vroom'] } = options;
  const rows: Table['rows'] = [];
  for (const set of sets) {
    const cases = casesOf(set, limit);
    const own: Tried[] = [];
    const pyvrp: Tried[] = [];
    const vroom: Tried[] = [];
    const ownAtVroom: Tried[] = [];
    for (const one of cases) {
      for (let seed = 1; seed <= seeds; seed++) {
        own.push(await sanad(one, seconds, seed));
        if (peers.includes('pyvrp') && SETS[set].pyvrp) pyvrp.push(peer('pyvrp', one, seconds, seed));
      }
      if (!peers.includes('vroom') || !SETS[set].vroom) continue;
      const answer = peer('vroom', one, 0, 0);
      vroom.push(answer);
      ownAtVroom.push(await sanad(one, Math.max(0.1, answer.seconds), 1));
    }
    rows.push({
      set,
      problems: cases.length,
      seeds,
      'CPU s': seconds,
      'gap %': mean(own, 'gap'),
      'worst %': rounded(Math.max(...own.map((tried) => tried.gap))),
      unserved: own.filter((tried) => tried.unserved > 0).length,
      violations: own.reduce((sum, tried) => sum + tried.violations, 0),
      'PyVRP gap %': mean(pyvrp, 'gap'),
      'PyVRP unserved': pyvrp.filter((tried) => tried.unserved > 0).length,
      'VROOM CPU s': mean(vroom, 'seconds'),
      'VROOM gap %': mean(vroom, 'gap'),
      'VROOM unserved': vroom.filter((tried) => tried.unserved > 0).length,
      'gap % at VROOM s': mean(ownAtVroom, 'gap'),
    });
    print([{ title: `Routes so far`, rows: rows.slice(-1) }]);
  }
  return [{ title: 'Routes: gap to the best known cost, one thread', rows }];
}

/** Mean over the runs that left nobody out: others are cheap for what they don't do. */
const mean = (tried: readonly Tried[], what: 'gap' | 'seconds') => {
  const whole = tried.filter((one) => one.unserved === 0);
  return whole.length === 0 ? '' : rounded(whole.reduce((sum, one) => sum + one[what], 0) / whole.length);
};

function casesOf(set: string, limit: number): Case[] {
  const kind = SETS[set];
  if (!kind) throw new Error(`no set ${set}; there are ${Object.keys(SETS).join(', ')}`);
  const folder = join(data, set.replace('-fixed', ''));
  const known = JSON.parse(readFileSync(join(data, 'best-known.json'), 'utf8')) as Record<
    string,
    { best_known_cost: number; solved_with_vehicles: number }
  >;
  const names = readdirSync(folder)
    .filter((name) => /^(?!cpu).*\.(txt|vrp)$/.test(name) && !WRONG.has(name.replace('.txt', '')))
    .toSorted();
  const step = Math.max(1, names.length / limit);
  const chosen = Array.from({ length: Math.min(limit, names.length) }, (_, k) => names[Math.floor(k * step)]!);
  return chosen.map((name): Case => {
    const read = readProblem(readFileSync(join(folder, name), 'utf8'));
    if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.issues)}`);
    const id = name.replace(/\.(txt|vrp)$/, '');
    if (kind.known === 'solution') {
      const solution = readFileSync(join(folder, `${id}.sol`), 'utf8');
      return {
        name: id,
        problem: read.value,
        best: Number(/Cost:?\s*([\d.]+)/.exec(solution)![1]) / (set === 'mdvrptw' ? 1_000 : 10),
      };
    }
    const entry =
      (kind.known === 'distance' ? known[`${id}_distance`] : undefined) ??
      known[id] ??
      known[id.toLowerCase()] ??
      known[id.toUpperCase()];
    if (!entry) throw new Error(`no best known value of ${id}`);
    const vehicles = read.value.vehicles.map((vehicle) => ({ ...vehicle, count: entry.solved_with_vehicles }));
    return {
      name: id,
      problem: kind.known === 'fixed' ? { ...read.value, vehicles } : read.value,
      best: entry.best_known_cost,
    };
  });
}

async function sanad({ name, problem, best }: Case, seconds: number, seed: number): Promise<Tried> {
  const from = cpuSeconds();
  const plan = await route(problem, { timeLimitMs: seconds * 1_000, seed, clock: () => cpuSeconds() * 1_000 });
  const used = cpuSeconds() - from;
  const violations = checkPlan(problem, plan).length;
  const required = new Set(
    [...(problem.stops ?? []), ...(problem.shipments ?? [])].flatMap((task) =>
      task.prize === undefined ? [task.id] : [],
    ),
  );
  const unserved = plan.unassigned.filter((task) => required.has(task.id)).length;
  const gap = 100 * (plan.cost / best - 1);
  console.log(
    `${name} seed ${seed}: ${plan.cost.toFixed(2)} (${gap.toFixed(2)} %), ${plan.routes.length} vehicles, ${unserved} unserved, ${used.toFixed(1)} s`,
  );
  return { gap, vehicles: plan.routes.length, unserved, violations, seconds: used };
}

const venv = join(tmpdir(), 'sanad-relief-peers', 'venv');

/** Runs a peer on the same numbers, in a process of its own. */
function peer(solver: 'pyvrp' | 'vroom', { name, problem, best }: Case, seconds: number, seed: number): Tried {
  const python = join(venv, 'bin', 'python');
  if (!existsSync(python)) {
    execFileSync('python3', ['-m', 'venv', venv]);
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'pyvrp==0.14.*', 'pyvroom==1.15.*'], { stdio: 'inherit' });
  }
  const scale = problem.travel.kind === 'plane' && problem.travel.rounding === 'one-decimal-down' ? 10 : 1_000;
  const script = fileURLToPath(new URL('routes_peers.py', import.meta.url));
  const result = spawnSync(python, [script, solver, String(seconds), String(seed)], {
    input: JSON.stringify(forPeers(problem, scale)),
    maxBuffer: 1 << 30,
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  if (result.status !== 0) throw new Error(`${solver} on ${name}: ${String(result.stderr).slice(-500)}`);
  const answer = JSON.parse(String(result.stdout)) as {
    cost: number | null;
    vehicles: number;
    unserved: number;
    seconds: number;
  };
  // Without a feasible answer nobody knows who is served.
  const unserved = answer.cost === null ? Math.max(1, answer.unserved) : answer.unserved;
  const gap = 100 * ((answer.cost ?? Number.NaN) / scale / best - 1);
  console.log(
    `  ${solver} ${name} seed ${seed}: ${gap.toFixed(2)} %, ${answer.vehicles} vehicles, ${unserved} unserved, ${answer.seconds.toFixed(1)} s`,
  );
  return { gap, vehicles: answer.vehicles, unserved, violations: 0, seconds: answer.seconds };
}

/** The problem in scaled whole numbers, as the peers want it: distances as they are rounded here. */
function forPeers(problem: RouteProblem, scale: number): object {
  const way = wayOf(problem, 'default');
  const index = new Map(problem.places.map((place, k) => [place.id, k]));
  const whole = (value: number) => Math.round(Math.min(value, 1e7) * scale);
  const visit = (one: { place: string; service?: number; windows?: readonly (readonly [number, number])[] }) => ({
    at: index.get(one.place)!,
    service: whole(one.service ?? 0),
    window: (one.windows?.[0] ?? [0, 1e7]).map(whole),
  });
  const shift = problem.vehicles[0].shift;
  const depots = [...new Set(problem.vehicles.map((vehicle) => vehicle.start!))];
  return {
    matrix: problem.places.map((_, a) => problem.places.map((__, b) => whole(way.distance(a, b)))),
    depots: depots.map((id) => ({
      at: index.get(id)!,
      window: (shift ?? problem.places[index.get(id)!].open ?? [0, 1e7]).map(whole),
    })),
    vehicles: problem.vehicles.map((vehicle) => ({
      count: vehicle.count ?? 1,
      capacity: vehicle.capacity?.[0] ?? 1e9,
      depot: index.get(vehicle.start!)!,
      ...(vehicle.maximumDuration === undefined ? {} : { duration: whole(vehicle.maximumDuration) }),
      ...(vehicle.reload ? { reloads: vehicle.reload.places.map((id) => index.get(id)!) } : {}),
    })),
    stops: (problem.stops ?? []).map((stop) => ({
      ...visit(stop),
      amount: stop.delivery?.[0] ?? 0,
      ...(stop.release === undefined ? {} : { release: whole(stop.release) }),
      ...(stop.prize === undefined ? {} : { prize: whole(stop.prize) }),
    })),
    shipments: (problem.shipments ?? []).map((one) => ({
      from: visit(one.from),
      to: visit(one.to),
      amount: one.amount?.[0] ?? 0,
    })),
  };
}

if (import.meta.main) {
  const argument = (name: string): string | undefined => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? undefined : process.argv[at + 1];
  };
  const number = (name: string) => (argument(name) === undefined ? {} : { [name]: Number(argument(name)) });
  const peers = argument('peers')
    ?.split(',')
    .filter((name) => name === 'pyvrp' || name === 'vroom');
  const sets = argument('set')?.split(',');
  print(
    await run({
      ...number('seconds'),
      ...number('seeds'),
      ...number('limit'),
      ...(sets ? { sets } : {}),
      ...(peers ? { peers } : {}),
    }),
  );
}
