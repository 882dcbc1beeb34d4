// Makes a checkout ready: packages installed, sources built, and with --test a browser at hand.
// Runs on the machine's own Node (>= 20) before anything is installed, so it uses nothing but Node.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Sanad needs Node 20 or newer to set itself up; this is ${process.version}. See https://nodejs.org`);
}

install();
build();
if (process.argv.includes('--test')) needChromium();

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const fingerprint = createHash('sha256')
    .update(lock)
    .update(process.platform + process.arch)
    .digest('hex');
  const stamp = join(root, 'node_modules', '.sanad-setup');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  say('Installing packages …');
  run(windows ? 'npm.cmd' : 'npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, fingerprint);
}

function build() {
  const node = join(root, 'node_modules', '.bin', windows ? 'node.exe' : 'node');
  run(node, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);
  const consoleFolder = join(root, 'apps', 'console');
  if (!existsSync(join(consoleFolder, 'package.json'))) return;
  const built = join(consoleFolder, 'dist', 'index.html');
  const sources = [consoleFolder, join(root, 'packages', 'i18n')];
  if (existsSync(built) && Math.max(...sources.map(newest)) <= statSync(built).mtimeMs) return;
  say('Building the console …');
  run(windows ? 'npm.cmd' : 'npm', ['run', 'build', '--silent', '--workspace', 'apps/console']);
}

/** The latest change, in milliseconds, of any source file below a folder. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.endsWith('.tsbuildinfo')) continue;
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

function needChromium() {
  if (findChromium()) return;
  const root = process.getuid?.() === 0;
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (root && apt) {
    say('Installing Chromium for the tests of the console …');
    const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: quiet });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'], {
      stdio: 'ignore',
      env: quiet,
    });
    if (findChromium()) return;
  }
  fail(
    'The tests of the console need Chromium or Chrome. Install it (Debian: `apt-get install chromium`), ' +
      'or name its program in the variable CHROMIUM.',
  );
}

function run(command, args) {
  try {
    execFileSync(command, args, { cwd: root, stdio: 'inherit', shell: windows });
  } catch (error) {
    fail(`\`${[command, ...args].join(' ')}\` failed (${error.status ?? error.message}).`);
  }
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
