// Runs the benchmarks, all or those whose path contains one of the arguments, each in a process of its own, and prints
// their tables:   npm run bench -- stix/pattern relief
// With --write the tables also go into bench/RESULTS.md, under the machine and the date.
import { spawn } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const results = 'bench/RESULTS.md';
const parts = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const files = globSync('bench/*/*.ts')
  .filter((file) => /^export (async )?(function|const) run\b/m.test(readFileSync(file, 'utf8')))
  .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
  .toSorted();

for (const file of files) {
  console.log(`\n# ${file}`);
  const tables = await runAlone(file);
  const text = tables.map(markdown).join('\n');
  console.log(text);
  if (process.argv.includes('--write') && tables.length > 0) keep(file, text);
}

/** Runs one benchmark in a process of its own, so that none starts in what another left in memory. */
function runAlone(file) {
  const script = `import(${JSON.stringify(join(root, file))}).then((bench) => bench.run()).then((tables) => process.send(tables, () => process.exit()))`;
  const child = spawn(
    process.execPath,
    ['--conditions=@sanad/source', '--expose-gc', '--input-type=module', '-e', script],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  return new Promise((done) => {
    let tables = [];
    child.on('message', (message) => {
      tables = message;
    });
    child.on('exit', (code) => {
      if (code !== 0) process.exitCode = 1;
      done(tables);
    });
  });
}

/** A table as Markdown; rows are records, or lists under `columns`. */
function markdown({ title, columns: given, rows }) {
  if (rows.length === 0) return `\n**${title}**\n`;
  const columns = given ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const body = rows.map((row) => line(columns.map((column, index) => shown(given ? row[index] : row[column]))));
  return ['', `**${title}**`, '', line(columns), line(columns.map(() => '---')), ...body, ''].join('\n');
}

/** Puts a benchmark's tables in the place of its earlier ones. */
function keep(file, text) {
  const heading = `## ${file}`;
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const section = `${heading}\n\n${new Date().toISOString().slice(0, 10)}, ${machine}\n${text}`;
  const sections = readFileSync(results, 'utf8').split(/^(?=## )/m);
  const at = sections.findIndex((one) => one.startsWith(`${heading}\n`));
  if (at < 0) sections.push(section);
  else sections[at] = section;
  writeFileSync(results, `${sections.map((one) => one.trimEnd()).join('\n\n')}\n`);
}

function shown(value) {
  return typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 3 }) : (value ?? '');
}
