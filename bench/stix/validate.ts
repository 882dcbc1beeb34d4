// Objects that are validated in a second of CPU time, beside the Python libraries of the OASIS committee.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseJson, scoId, validate } from '@sanad/stix';

interface Table {
  readonly title: string;
  readonly rows: Record<string, string | number>[];
}

const shared = process.env['SANAD_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const FILES = ['ics-attack-18.1', 'capec-2.1'];
// The last release whose wheel holds the schemas that it needs.
const PEERS = ['stix2==3.0.2', 'stix2-validator==3.2.0'];

/** Calls a piece of work until it has used two seconds of CPU; how much of it a second does. */
function perCpuSecond(amount: number, work: () => void): number {
  work();
  const start = process.cpuUsage();
  let seconds = 0;
  let done = 0;
  while (seconds < 2) {
    work();
    done += amount;
    const { user, system } = process.cpuUsage(start);
    seconds = (user + system) / 1e6;
  }
  return Math.round(done / seconds);
}

/** Validates the objects of two published bundles, plainly and strictly, parsed and as text. */
export async function run(): Promise<Table[]> {
  const paths = FILES.map((name) => join(shared, 'data', 'stix', `${name}.json`));
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) return [{ title: 'STIX validation: not measured, the shared data is missing', rows: [] }];
  const rows: Record<string, string | number>[] = [];
  for (const [index, path] of paths.entries()) {
    const text = readFileSync(path, 'utf8');
    const { objects } = JSON.parse(text) as { objects: object[] };
    const add = (library: string, what: string, rate: number): void => {
      rows.push({ file: FILES[index] ?? '', objects: objects.length, library, what, 'objects per CPU second': rate });
    };
    const each = (strict: boolean) => (): void => {
      for (const object of objects) validate(object, { strict });
    };
    add('@sanad/stix', 'parsed objects', perCpuSecond(objects.length, each(false)));
    add('@sanad/stix', 'parsed objects, strict', perCpuSecond(objects.length, each(true)));
    add(
      '@sanad/stix',
      'the bundle as text',
      perCpuSecond(objects.length, () => void validate(text)),
    );
    add(
      '@sanad/stix',
      'reading the text alone',
      perCpuSecond(objects.length, () => void parseJson(text)),
    );
    for (const peer of peers(path)) add(peer.library, peer.what, peer.rate);
  }
  const address = { type: 'ipv4-addr', value: '198.51.100.3' };
  const ids = perCpuSecond(1000, () => {
    for (let count = 0; count < 1000; count += 1) scoId(address);
  });
  return [
    { title: 'STIX validation', rows },
    { title: 'Deterministic ids', rows: [{ library: '@sanad/stix', 'ids per CPU second': ids }] },
  ];
}

interface Measured {
  readonly library: string;
  readonly what: string;
  readonly rate: number;
}

/** The same objects by the peers, in an environment of their own; none where Python or the registry can't be reached. */
function peers(path: string): Measured[] {
  const environment = join(tmpdir(), 'sanad-bench-stix-peers');
  const python = join(environment, 'bin', 'python');
  try {
    if (!existsSync(join(environment, 'bin', 'stix2_validator'))) {
      execFileSync('python3', ['-m', 'venv', environment], { stdio: 'pipe' });
      execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...PEERS], { stdio: 'pipe' });
    }
    const script = fileURLToPath(new URL('validate_peers.py', import.meta.url));
    return JSON.parse(execFileSync(python, [script, path], { encoding: 'utf8' })) as Measured[];
  } catch (error) {
    console.error(`${PEERS.join(' and ')} are not measured: ${String(error)}`);
    return [];
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { title, rows } of await run()) {
    console.log(title);
    console.table(rows);
  }
}
