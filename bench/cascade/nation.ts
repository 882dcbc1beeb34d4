import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSimulator, type Network } from '@sanad/cascade';
import { generateNation, seeded } from '@sanad/cascade/nation';
import { monteCarloOnAllCores, singleLossesOnAllCores } from '@sanad/cascade/node';
import { peerPython } from './networkx.ts';
import { cpuTime, digits, print, type Table } from './table.ts';

const OUTAGE_HOURS = 24;
const HORIZON_HOURS = 168;

/** Made-up nations of several sizes: loading, one outage, every outage, Monte Carlo, growth, and NetworkX beside it. */
export async function run(): Promise<Table[]> {
  const large = generateNation({ assets: 100_000, seed: 1 });
  const tables = [loading(large), timelines(large), await everyOutage(large)];
  tables.push(await everyOutage(generateNation({ assets: 10_000, seed: 1, flow: true })));
  for (const flow of [false, true]) tables.push(await monteCarlo(generateNation({ assets: 10_000, seed: 1, flow })));
  tables.push(growth(), besideNetworkX(generateNation({ assets: 10_000, seed: 1 })));
  return tables;
}

const sizeOf = ({ assets, links = [], dependencies = [] }: Network): string =>
  `${assets.length} assets, ${dependencies.length} dependencies${links.length > 0 ? `, ${links.length} lines with flow` : ''}`;

/** Writes a network to a file for as long as some work takes. */
function asFile<T>(network: Network, work: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-cascade-'));
  try {
    const path = join(folder, 'network.json');
    writeFileSync(path, JSON.stringify(network));
    return work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function loading(network: Network): Table {
  const script = fileURLToPath(new URL('./load-once.ts', import.meta.url));
  const loads = asFile(network, (path) =>
    [1, 2, 3].map((): { seconds: number; cpuSeconds: number; megabytes: number } =>
      JSON.parse(execFileSync(process.execPath, ['--conditions=@sanad/source', script, path], { encoding: 'utf8' })),
    ),
  );
  const best = loads.toSorted((a, b) => a.seconds - b.seconds)[0]!;
  return {
    title: `Load from JSON, validate and compile: ${sizeOf(network)} (best of three processes)`,
    rows: [
      {
        seconds: digits(best.seconds),
        'CPU seconds, collector included': digits(best.cpuSeconds),
        'MB at most': Math.round(best.megabytes),
      },
    ],
  };
}

function timelines(network: Network): Table {
  const simulator = createSimulator(network);
  const random = seeded(7);
  const targets = [
    ...network.assets.filter(({ kind }) => kind === 'transmission-substation').slice(0, 100),
    ...Array.from({ length: 400 }, () => network.assets[Math.floor(random() * network.assets.length)]),
  ];
  const times: number[] = [];
  let largest = 0;
  // The first runs pay for the compiler.
  for (const asset of targets)
    simulator.simulate({ events: [{ kind: 'outage', target: asset?.id ?? '', at: 0, until: 1 }] });
  for (const asset of targets) {
    const begun = performance.now();
    const outcome = simulator.simulate({
      events: [{ kind: 'outage', target: asset?.id ?? '', at: 0, until: OUTAGE_HOURS }],
    });
    times.push(performance.now() - begun);
    largest = Math.max(largest, outcome.changes.length);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return {
    title: `One outage with its full timeline and causes: ${sizeOf(network)}; ${targets.length} outages`,
    rows: [
      {
        'median ms': digits(sorted[Math.floor(sorted.length / 2)] ?? 0),
        '99th percentile ms': digits(sorted[Math.floor(0.99 * sorted.length)] ?? 0),
        'slowest ms': digits(sorted.at(-1) ?? 0),
        'most changes': largest,
      },
    ],
  };
}

async function everyOutage(network: Network): Promise<Table> {
  const begun = performance.now();
  const { value, milliseconds } = await cpuTime(() => singleLossesOnAllCores(network, { outageHours: OUTAGE_HOURS }));
  return {
    title: `N-1 of every asset and line, ${OUTAGE_HOURS} h each: ${sizeOf(network)}; ${availableParallelism()} cores`,
    rows: [
      {
        seconds: digits((performance.now() - begun) / 1000),
        'CPU seconds, all cores': digits(milliseconds / 1000),
        outages: value.stops.length,
        'stopped others, mean': digits(value.stops.reduce((sum, each) => sum + each, 0) / value.stops.length),
        'stopped others, most': value.stops.reduce((most, each) => Math.max(most, each), 0),
      },
    ],
  };
}

async function monteCarlo(network: Network): Promise<Table> {
  const begun = performance.now();
  const options = {
    outages: { count: 20, medianHours: OUTAGE_HOURS, withinHours: 24 },
    durationSpread: 0.5,
    autonomySpread: 0.3,
    seed: 1,
  };
  const { value, milliseconds } = await cpuTime(() => monteCarloOnAllCores(network, options));
  const { mean, low, high } = value.populationHours;
  return {
    title: `Monte Carlo of 20 outages each: ${sizeOf(network)}; ${availableParallelism()} cores`,
    rows: [
      {
        runs: value.runs,
        seconds: digits((performance.now() - begun) / 1000),
        'CPU seconds, all cores': digits(milliseconds / 1000),
        'mean population-hours': digits(mean),
        '95 % interval': `${digits(low)} to ${digits(high)}`,
      },
    ],
  };
}

function growth(): Table {
  const rows = [1000, 3000, 10_000, 30_000, 100_000, 200_000].map((assets) => {
    const network = generateNation({ assets, seed: 1 });
    const simulator = createSimulator(network);
    const random = seeded(3);
    const targets = Array.from(
      { length: 3000 },
      () => network.assets[Math.floor(random() * network.assets.length)]?.id ?? '',
    );
    const lose = (target: string): number => simulator.lossOf([{ target, until: OUTAGE_HOURS }], HORIZON_HOURS);
    for (const target of targets) lose(target);
    const before = process.cpuUsage();
    let touched = 0;
    for (const target of targets) {
      lose(target);
      touched += simulator.touched;
    }
    const { user, system } = process.cpuUsage(before);
    const microseconds = (user + system) / targets.length;
    const elements = touched / targets.length;
    return {
      assets,
      dependencies: network.dependencies?.length ?? 0,
      'elements touched an outage': digits(elements),
      'CPU µs an outage': digits(microseconds),
      'µs an element touched': digits(microseconds / elements),
    };
  });
  return { title: 'Growth: an outage costs by what it touches, not by the size of the network', rows };
}

interface PeerAnswer {
  readonly asset: string;
  readonly populationHours: number;
  readonly milliseconds: number;
}

function besideNetworkX(network: Network): Table {
  const python = peerPython();
  const title = `Beside NetworkX, the same rules: ${sizeOf(network)}, ${OUTAGE_HOURS} h each`;
  if ('missing' in python) return { title: `${title}: ${python.missing}`, rows: [] };
  const random = seeded(11);
  const targets = [
    ...network.assets.filter(({ kind }) => kind === 'transmission-substation').slice(0, 30),
    ...Array.from({ length: 270 }, () => network.assets[Math.floor(random() * network.assets.length)]),
  ].map((asset) => asset?.id ?? '');
  const script = fileURLToPath(new URL('./networkx_peer.py', import.meta.url));
  const simulator = createSimulator(network);
  const lose = (target: string): number => simulator.lossOf([{ target, until: OUTAGE_HOURS }], HORIZON_HOURS);
  const compare = (way: 'plain' | 'local', chosen: readonly string[]): Table['rows'][number] => {
    const theirs = asFile(network, (path): PeerAnswer[] => {
      const words = [script, way, path, String(OUTAGE_HOURS), String(HORIZON_HOURS), ...chosen];
      return JSON.parse(execFileSync(python.program, words, { encoding: 'utf8', maxBuffer: 2 ** 28 }));
    });
    const differing = theirs.filter(
      ({ asset, populationHours }) => Math.abs(lose(asset) - populationHours) > 1e-6 * (1 + populationHours),
    );
    const rounds = 15_000 / chosen.length;
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) for (const target of chosen) lose(target);
    const { user, system } = process.cpuUsage(before);
    const ours = (user + system) / 1000 / rounds / chosen.length;
    const their = theirs.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / chosen.length;
    return {
      'NetworkX settles an event by': way === 'plain' ? 'sweeps over the graph' : 'what is touched, as Sanad does',
      outages: chosen.length,
      'answers that differ': differing.length,
      'NetworkX CPU ms an outage': digits(their),
      'Sanad CPU ms an outage': digits(ours),
      'times as fast': digits(their / ours),
    };
  };
  return {
    title,
    rows: [
      compare(
        'plain',
        targets.filter((_, index) => index % 20 === 0),
      ),
      compare('local', targets),
    ],
  };
}

if (import.meta.main) print(await run());
