// Others that match Sigma rules, on the same events in the same run. They are used where they are installed:
//   pySigma's SQLite backend   SANAD_PEER_PYTHON: a Python with pysigma and pysigma-backend-sqlite
//   rsigma                     SANAD_PEER_RSIGMA: the program that `cargo build --release` makes in peers/rsigma
//   node --conditions=@sanad/source bench/sigma/peers.ts
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Rule, compileRules } from '../../packages/sigma/src/index.ts';
import { type Table, cpu, readLines, readRuleTexts, rulesOf, shared } from './material.ts';

const LANES = ['lane-raw_windows', 'lane-structured_windows', 'lane-cisco_syslog', 'lane-sysmon_file_event'];
/** A query a rule is slow; more events would not change its events a second. */
const SQLITE_EVENTS = 1000;

type Flat = Record<string, unknown>;

const ours = (rules: readonly Rule[], lines: readonly string[]): { perSecond: number; byRule: Map<string, number> } => {
  const { matcher } = compileRules(rules);
  const byRule = new Map<string, number>();
  let seconds = Infinity;
  for (let turn = 0; turn < 5; turn += 1) {
    byRule.clear();
    seconds = Math.min(
      seconds,
      cpu(() => {
        for (const line of lines) {
          const count = matcher.collect(JSON.parse(line) as Flat);
          for (const index of matcher.hits.subarray(0, count)) {
            const { id } = matcher.rule(index);
            byRule.set(id, (byRule.get(id) ?? 0) + 1);
          }
        }
      }),
    );
  }
  return { perSecond: lines.length / seconds, byRule };
};

const total = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);

interface SqliteAnswer {
  readonly seconds: number;
  readonly converted: string[];
  readonly matches: Record<string, number>;
}

const runSqlite = (python: string, texts: readonly string[], rules: readonly Rule[]): Table => {
  const rows = LANES.map((lane) => {
    const lines = readLines(lane).slice(0, SQLITE_EVENTS);
    const events = lines.map((line) => JSON.parse(line) as Flat);
    const script = join(import.meta.dirname, 'peers/sqlite_backend.py');
    const { stdout, stderr, status } = spawnSync(python, [script], {
      input: JSON.stringify({ rules: texts, events }),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`the SQLite backend failed: ${stderr.slice(-500)}`);
    const answer = JSON.parse(stdout) as SqliteAnswer;
    const converted = new Set(answer.converted);
    const own = ours(
      rules.filter(({ id }) => converted.has(id)),
      lines,
    );
    return {
      lane,
      events: lines.length,
      'rules it converts': converted.size,
      'SQLite, events/s': Math.round(lines.length / answer.seconds),
      'Sanad, events/s': Math.round(own.perSecond),
      'SQLite matches': total(Object.values(answer.matches)),
      'Sanad matches': total(own.byRule.values()),
      'rules that differ': differing(rules, own.byRule, answer.matches),
    };
  });
  return { title: 'Sigma: pySigma with SQLite, a query a rule, and Sanad on the rules that it converts', rows };
};

interface RsigmaAnswer {
  readonly seconds: number;
  readonly load: number;
  readonly rules: number;
  readonly matches: Record<string, number>;
}

const runRsigma = (program: string, rules: readonly Rule[]): Table => {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-'));
  const rows = LANES.map((lane) => {
    const lines = readLines(lane);
    const events = join(folder, `${lane}.ndjson`);
    writeFileSync(events, lines.join('\n'));
    const { stdout, stderr, status } = spawnSync(program, [join(shared, 'data/sigma'), events], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`rsigma failed: ${stderr.slice(-500)}`);
    const answer = JSON.parse(stdout) as RsigmaAnswer;
    const own = ours(rules, lines);
    return {
      lane,
      events: lines.length,
      'rsigma, events/s': Math.round(lines.length / answer.seconds),
      'Sanad, events/s': Math.round(own.perSecond),
      'rsigma matches': total(Object.values(answer.matches)),
      'Sanad matches': total(own.byRule.values()),
      'rules that differ': differing(rules, own.byRule, answer.matches),
      'rsigma rules': answer.rules,
    };
  });
  rmSync(folder, { recursive: true });
  return { title: 'Sigma: rsigma 0.23 and Sanad, CPU time, all rules without routing, parsing included', rows };
};

/** Titles of the rules whose counts are not the same, with both, and why if that is plain. */
const differing = (rules: readonly Rule[], own: ReadonlyMap<string, number>, other: Record<string, number>): string => {
  const refused = new Map(compileRules(rules).refused.map(({ id, reason }) => [id, reason]));
  return [...new Set([...own.keys(), ...Object.keys(other)])]
    .filter((id) => (own.get(id) ?? 0) !== (other[id] ?? 0))
    .map((id) => {
      const title = rules.find((rule) => rule.id === id)?.title ?? id;
      const reason = refused.get(id);
      return `${title} (${own.get(id) ?? 0}, ${other[id] ?? 0}${reason === undefined ? '' : `; Sanad refuses it: ${reason}`})`;
    })
    .join('; ');
};

/** Runs the peers that are installed. */
export const run = async (): Promise<Table[]> => {
  const [python, rsigma] = [process.env['SANAD_PEER_PYTHON'], process.env['SANAD_PEER_RSIGMA']];
  if (!existsSync(join(shared, 'data/sigma'))) {
    return [{ title: `Sigma peers: skipped, there is no published data under ${shared}`, rows: [] }];
  }
  if (python === undefined && rsigma === undefined) {
    return [{ title: 'Sigma peers: skipped, set SANAD_PEER_PYTHON or SANAD_PEER_RSIGMA', rows: [] }];
  }
  const texts = readRuleTexts();
  const rules = rulesOf(texts);
  return [
    ...(python === undefined ? [] : [runSqlite(python, texts, rules)]),
    ...(rsigma === undefined ? [] : [runRsigma(rsigma, rules)]),
  ];
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { title, rows } of await run()) {
    console.log(`\n${title}`);
    console.table(rows);
  }
}
