// Runs the tests beside the code, all or those whose path contains one of the arguments:
//   npm test                      everything
//   npm test -- packages/stix     one package
// Tests of the apps share one PostgreSQL server that this script starts; each file clones a database in it.
import { availableParallelism } from 'node:os';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { startTestServer } from './test-database.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const files = globSync(['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'docs/**/*.test.ts'])
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .toSorted();
if (files.length === 0) {
  console.error(`No test file's path contains ${wanted.join(' or ')}.`);
  process.exit(2);
}

process.env.SANAD_SHARED ??= join(root, '..', 'shared');
const needsDatabase = files.some((file) => /^(apps|docs)\//.test(file)) && !process.env.SANAD_TEST_DATABASE_URL;
const server = needsDatabase ? await startTestServer() : undefined;
if (server) process.env.SANAD_TEST_DATABASE_URL = server.url;

let passed = 0;
let failed = 0;
let skipped = 0;
const stream = run({
  files,
  concurrency: Math.max(2, availableParallelism()),
  execArgv: ['--conditions=@sanad/source', `--import=${new URL('end-of-tests.mjs', import.meta.url).href}`],
  timeout: 15 * 60_000,
});
stream.on('test:pass', (event) => {
  if (event.skip) skipped += 1;
  else if (event.details.type !== 'suite') passed += 1;
});
stream.on('test:fail', (event) => {
  if (event.details.type !== 'suite') failed += 1;
  process.exitCode = 1;
});
stream.compose(spec()).pipe(process.stdout);
stream.on('end', () => void finish());

async function finish() {
  await server?.stop();
  // After the reporter's own summary.
  setTimeout(() => {
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    process.exit();
  }, 200);
}
