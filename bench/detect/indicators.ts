// What indicators cost: memory, look-ups, updates, starts, looking back, and throughput beside all rules.
import { execFileSync } from 'node:child_process';
import { readFileSync, existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Engine } from '@sanad/detect';
import { parseRules } from '@sanad/sigma';
import { indicators } from './indicator-mix.ts';

interface Table {
  readonly title: string;
  readonly rows: Record<string, string | number>[];
}

const here = dirname(fileURLToPath(import.meta.url));
const shared = process.env['SANAD_SHARED'] ?? join(here, '..', '..', '..', 'shared');

/** One measurement in a process of its own. */
function measure(name: string, count: number): Record<string, string | number> {
  const output = execFileSync(
    process.execPath,
    [
      '--conditions=@sanad/source',
      '--expose-gc',
      // As a sensor is started: V8 would let its young generation grow to several times that.
      '--max-semi-space-size=16',
      join(here, 'measure.ts'),
      name,
      String(count),
    ],
    { encoding: 'utf8' },
  );
  return JSON.parse(output) as Record<string, string | number>;
}

const LANES = ['raw_windows', 'structured_windows', 'cisco_syslog', 'sysmon_file_event'];
const ROUNDS = 5;

function lines(lane: string): string[] {
  const path = join(
    shared,
    'data',
    'events',
    lane === 'security-datasets' ? `${lane}.ndjson.gz` : `lane-${lane}.ndjson.gz`,
  );
  return gunzipSync(readFileSync(path)).toString().trim().split('\n').slice(0, 10_000);
}

/** Events per CPU second, parsing included; the best of some rounds, taken in turns so that both meet the same machine. */
function throughput(engines: readonly Engine[], events: readonly string[]): number[] {
  const best = engines.map(() => 0);
  for (let round = 0; round < ROUNDS + 1; round++) {
    for (const [index, engine] of engines.entries()) {
      const start = process.cpuUsage();
      for (const line of events) engine.observe(JSON.parse(line) as Record<string, unknown>);
      const { user, system } = process.cpuUsage(start);
      // The first round compiles.
      if (round > 0) best[index] = Math.max(best[index] ?? 0, events.length / ((user + system) / 1e6));
    }
  }
  return best;
}

/** Events per CPU second with rules alone and with as many indicators beside them. */
export function beside(count: number): Table['rows'] {
  const texts = globSync(join(shared, 'data', 'sigma', '**', '*.yml')).map((path) => readFileSync(path, 'utf8'));
  const rules = texts.flatMap((text) => parseRules(text)).flatMap((rule) => (rule.ok ? [rule.value] : []));
  const table = new Engine({ indicators: indicators(count), expected: count }).share();
  const lane = (name: string, routing: 'none' | 'logsource'): Record<string, string | number> => {
    const alone = new Engine({ rules, ruleOptions: { routing }, watchValues: false });
    const both = new Engine({ rules, ruleOptions: { routing }, indicators: table });
    const [without = 0, with_ = 0] = throughput([alone, both], lines(name));
    return {
      lane: name,
      routing,
      rules: alone.report().rules.loaded,
      indicators: count,
      'rules alone, events per CPU s': Math.round(without),
      'with indicators': Math.round(with_),
      'cost %': Number(((1 - with_ / without) * 100).toFixed(1)),
    };
  };
  return [...LANES.map((name) => lane(name, 'none')), lane('security-datasets', 'logsource')];
}

/** All tables of this bench. */
export async function run(): Promise<Table[]> {
  const tables: Table[] = [
    { title: 'Indicators: memory', rows: [measure('memory', 1_000_000), measure('memory', 5_000_000)] },
    {
      title: 'Indicators: look-ups, extraction included',
      rows: [measure('lookups', 1_000_000), measure('lookups', 5_000_000)],
    },
    { title: 'Indicators: 10,000 new ones into a million', rows: [measure('update', 1_000_000)] },
    { title: 'Indicators: start from a snapshot', rows: [measure('start', 1_000_000)] },
    { title: 'Indicators: 100 full reloads', rows: [measure('reload', 50_000)] },
    { title: 'Indicators: looking back', rows: [measure('history', 10_000_000), measure('history', 100_000_000)] },
  ];
  if (existsSync(join(shared, 'data', 'events')))
    tables.push({ title: 'Indicators: beside all Sigma rules', rows: beside(1_000_000) });
  else console.error(`The events are missing: ${shared} is not there (set SANAD_SHARED).`);
  return tables;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { title, rows } of await run()) {
    console.log(title);
    console.table(rows);
  }
}
