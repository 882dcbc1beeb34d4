// STIX patterns beside stix2-patterns, stix2 and stix2-matcher from PyPI: parsing, matching, equivalence.
// Run: node --conditions=@sanad/source bench/stix/pattern.ts
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { equivalentPatterns, formatPattern, matchPattern, parsePattern } from '@sanad/stix';

/** What a bench prints. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Record<string, string | number>[];
}

/** A job for our side and, as arguments, for the script of the peers. */
interface Job {
  readonly name: string;
  readonly ours: () => unknown;
  /** A function of the script below, and what it is called with. */
  readonly peer: readonly [string, ...unknown[]];
}

const PEERS = ['stix2-patterns==2.1.2', 'stix2-matcher==3.0.0', 'stix2==3.0.2'];

/** Seconds after which a peer is stopped. */
const PATIENCE = 10;

const hash = (number: number): string => number.toString(16).padStart(64, '0');
const oneOf = (count: number, one: (number: number) => string, by: string): string =>
  Array.from({ length: count }, (_, number) => one(number)).join(` ${by} `);

const PATTERNS: Readonly<Record<string, string>> = {
  'one address': "[ipv4-addr:value = '198.51.100.1']",
  'one hash': `[file:hashes.'SHA-256' = '${hash(7)}']`,
  'name and reference': "[file:name = 'foo.dll' AND file:parent_directory_ref.path LIKE 'C:\\\\\\\\Windows%']",
  'three ways':
    "([file:name = 'a.dll'] AND [process:name = 'b']) OR [url:value MATCHES '^https?://x' OR url:value = 'y']",
  'in time': "[network-traffic:dst_ref.value ISSUBSET '203.0.113.0/24'] REPEATS 5 TIMES WITHIN 1800 SECONDS",
  '100 hashes': `[${oneOf(100, (number) => `file:hashes.'SHA-256' = '${hash(number)}'`, 'OR')}]`,
};

/** Times parsing, matching and deciding equivalence, in CPU time of one thread. */
export async function run(): Promise<Table[]> {
  const python = peerPython();
  const table = (title: string, jobs: readonly Job[]): Table => ({
    title: typeof python === 'string' ? title : `${title} (no peers: ${python.missing})`,
    rows: jobs.map((job) => row(job, typeof python === 'string' ? python : undefined)),
  });
  return [
    table('STIX patterns: parsed', parsing()),
    table('STIX patterns: matched against observations one second apart', matching()),
    table('STIX patterns: equivalence decided', equivalence()),
  ];
}

function parsing(): Job[] {
  const typical = Object.values(PATTERNS).slice(0, 5);
  const each = Object.entries(PATTERNS).map(([name, text]): Job => ({
    name,
    ours: () => parsePattern(text),
    peer: ['parse', [text]],
  }));
  let turn = 0;
  const mix = (): string => typical[(turn += 1) % typical.length] ?? '';
  return [
    ...each,
    { name: 'the first five in turn', ours: () => parsePattern(mix()), peer: ['parse', typical] },
    { name: 'the same, and formatted', ours: () => parsedAndFormatted(mix()), peer: ['parse_and_format', typical] },
  ];
}

function parsedAndFormatted(text: string): string {
  const parsed = parsePattern(text);
  return parsed.ok ? formatPattern(parsed.value) : '';
}

function matching(): Job[] {
  const anyone = "[person:name LIKE 'p%']";
  const job = (name: string, count: number, pattern: string): Job => {
    const observations = Array.from({ length: count }, (_, number) => sighting(number));
    return {
      name: `${name}, ${count} observations`,
      ours: () => answer(matchPattern(pattern, observations)),
      peer: ['match', pattern, observations],
    };
  };
  return [
    job('one value', 100, "[person:name = 'p99']"),
    job('one value', 10_000, "[person:name = 'p9999']"),
    job('A followed by B', 100, "[person:name = 'p10'] FOLLOWEDBY [person:name = 'p90']"),
    job('A followed by B: never', 100, "[person:name = 'p90'] FOLLOWEDBY [person:name = 'p10']"),
    job('10 within 9 s', 30, `${anyone} REPEATS 10 TIMES WITHIN 9 SECONDS`),
    job('10 within 8 s: never', 30, `${anyone} REPEATS 10 TIMES WITHIN 8 SECONDS`),
    job('5 pairs', 10, `(${anyone} AND ${anyone}) REPEATS 5 TIMES`),
    job('6 pairs: never', 11, `(${anyone} AND ${anyone}) REPEATS 6 TIMES`),
    job(
      '10 in a row',
      30,
      oneOf(10, () => anyone, 'FOLLOWEDBY'),
    ),
    job('10 in a row within 8 s: never', 30, `(${oneOf(10, () => anyone, 'FOLLOWEDBY')}) WITHIN 8 SECONDS`),
    job('500 within 498 s: never', 2000, `${anyone} REPEATS 500 TIMES WITHIN 498 SECONDS`),
  ];
}

function equivalence(): Job[] {
  const pairs = (count: number): string => oneOf(count, (number) => `(a:b${number} = 1 OR a:c${number} = 1)`, 'AND');
  const job = (name: string, a: string, b: string): Job => ({
    name,
    ours: () => answer(equivalentPatterns(a, b)),
    peer: ['equivalent', a, b],
  });
  return [
    job('two tests turned round', '[a:b = 1 AND a:c = 2]', '[a:c = 2 AND a:b = 1]'),
    job('AND of 6 pairs', `[${pairs(6)}]`, `[${pairs(6)}]`),
    job('AND of 10 pairs', `[${pairs(10)}]`, `[${pairs(10)}]`),
  ];
}

function sighting(number: number): object {
  const time = new Date(Date.UTC(2026, 0, 1, 0, 0, number)).toISOString();
  return {
    type: 'observed-data',
    first_observed: time,
    last_observed: time,
    number_observed: 1,
    objects: { 0: { type: 'person', name: `p${number}` } },
  };
}

/** The answer of a job, or an error: a bench of refusals would measure nothing. */
function answer<Value>(result: { ok: true; value: Value } | { ok: false; issues: { message: string }[] }): Value {
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value;
}

function row({ name, ours, peer }: Job, python: string | undefined): Record<string, string | number> {
  const mine = perSecond(ours);
  const result: Record<string, string | number> = { job: name, 'Sanad /s': rounded(mine) };
  if (python === undefined) return result;
  const theirs = peerPerSecond(python, peer);
  result['peer /s'] = theirs === undefined ? `none in ${PATIENCE} s` : rounded(theirs);
  result.times = theirs === undefined ? `> ${rounded(mine * PATIENCE)}` : rounded(mine / theirs);
  return result;
}

/** How often a job is done in a second of CPU time; the best of two after one that warms up. */
function perSecond(job: () => unknown): number {
  let best = 0;
  for (let round = 0; round < 3; round += 1) {
    const start = process.cpuUsage();
    let done = 0;
    let spent = 0;
    for (let batch = 1; spent < 3e5; batch *= 2) {
      for (let index = 0; index < batch; index += 1) job();
      done += batch;
      const { user, system } = process.cpuUsage(start);
      spent = user + system;
    }
    if (round > 0) best = Math.max(best, done / (spent / 1e6));
  }
  return best;
}

/** The same for the peers, each job for at least a second of CPU time. */
const SCRIPT = `
import json, sys, time
name, *rest = json.load(sys.stdin)
def parse(texts):
    from stix2patterns.v21.pattern import Pattern
    return len(texts), lambda: [Pattern(text) for text in texts]
def parse_and_format(texts):
    from stix2.pattern_visitor import create_pattern_object
    return len(texts), lambda: [str(create_pattern_object(text)) for text in texts]
def match(pattern, observations):
    from stix2matcher.matcher import match
    return 1, lambda: match(pattern, observations, stix_version='2.0')
def equivalent(a, b):
    from stix2.equivalence.pattern import equivalent_patterns
    return 1, lambda: equivalent_patterns(a, b)
size, job = globals()[name](*rest)
job()
start, done = time.process_time(), 0
while time.process_time() - start < 1:
    job()
    done += size
print(done / (time.process_time() - start))
`;

function peerPerSecond(python: string, peer: readonly unknown[]): number | undefined {
  try {
    const input = JSON.stringify(peer);
    const options = { input, timeout: PATIENCE * 1000, encoding: 'utf8', stdio: 'pipe' } as const;
    return Number(execFileSync(python, ['-c', SCRIPT], options));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ETIMEDOUT') return undefined;
    throw error;
  }
}

/** Python with the peers, in an environment of its own in the temporary folder, or why there is none. */
function peerPython(): string | { missing: string } {
  const environment = join(tmpdir(), 'sanad-bench-stix-patterns');
  const python = join(environment, 'bin', 'python');
  try {
    if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', environment], { stdio: 'pipe' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...PEERS], { stdio: 'pipe' });
    return python;
  } catch (error) {
    return { missing: `${PEERS.join(', ')} cannot be installed: ${String(error).split('\n')[0]}` };
  }
}

const rounded = (value: number): number => Number(value.toPrecision(3));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { title, rows } of await run()) {
    console.log(title);
    console.table(rows);
  }
}
