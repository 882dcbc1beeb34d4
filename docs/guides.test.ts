import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The shell blocks of a guide, in order, as one script that stops at the first failure. */
function scriptOf(guide: string): string {
  const text = readFileSync(join(root, 'docs', 'guides', guide), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  assert.ok(blocks.length > 3, 'the guide has shell blocks');
  return ['set -euo pipefail', 'curl() { command curl --max-time 20 "$@"; }', ...blocks].join('\n');
}

test('the guide "share your first indicator" works as it stands', { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-guide-'));
  chmodSync(folder, 0o711);
  const hub = spawn(process.execPath, [join(root, 'apps/hub/dist/main.js')], {
    env: { ...process.env, SANAD_DATA: join(folder, 'data'), SANAD_PORT: '0', DATABASE_URL: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const printed = await greeting(hub);
    const run = spawnSync('bash', ['-c', scriptOf('share-your-first-indicator.md')], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        HOME: folder,
        XDG_CONFIG_HOME: join(folder, 'authority'),
        HUB: /REST API\s+(http\S+)\/api/.exec(printed)?.[1],
        TOKEN: /--token (\S+)/.exec(printed)?.[1],
        PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
      },
    });
    assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`);
    assert.match(run.stdout, /198\.51\.100\.23/);
  } finally {
    const ended = new Promise((done) => hub.once('exit', done));
    hub.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
});

function greeting(hub: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    hub.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (said.includes('Ctrl-C')) done(said);
    });
    hub.once('exit', (code) => fail(new Error(`the hub ended with ${code}: ${said}`)));
  });
}
