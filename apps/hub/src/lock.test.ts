import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockFolder } from './lock.ts';

test('a folder belongs to one live process, and a dead one leaves it to the next', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-lock-'));
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  writeFileSync(join(folder, 'hub.lock'), String(other.pid));
  assert.throws(() => lockFolder(folder), new RegExp(`process ${other.pid}.*SANAD_DATA`));
  other.kill('SIGKILL');
  await once(other, 'exit');
  const unlock = lockFolder(folder);
  assert.ok(existsSync(join(folder, 'hub.lock')));
  unlock();
  assert.ok(!existsSync(join(folder, 'hub.lock')));
  rmSync(folder, { recursive: true });
});
