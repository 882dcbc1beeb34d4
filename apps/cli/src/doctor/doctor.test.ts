import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type pg from 'pg';
import { checkSkew, checkVersion } from './database.ts';
import { checkDisk, checkFolder, checkLock } from './folder.ts';
import { checkAccount, checkBuild, checkNode } from './program.ts';

test('an old Node and a missing build are wrong', () => {
  assert.equal(checkNode('20.20.2').state, 'wrong');
  assert.equal(checkNode('24.1.0').state, 'good');
  assert.equal(checkBuild('/nowhere/main.js').state, 'wrong');
  assert.equal(checkBuild().state, 'good');
});

test('root needs an account for the database', () => {
  const can =
    (...programs: string[]) =>
    (words: string[]): boolean =>
      programs.some((program) => words.join(' ').includes(program));
  assert.equal(checkAccount(1000, can()).state, 'good');
  assert.equal(checkAccount(0, can('id postgres')).state, 'good');
  assert.equal(checkAccount(0, can('useradd')).state, 'notice');
  assert.equal(checkAccount(0, can()).state, 'wrong');
});

test('a full disk is wrong, a filling one worth a note', () => {
  const states = [10e6, 1e9, 50e9].map((free) => checkDisk('/nowhere/at/all', free).state);
  assert.deepEqual(states, ['wrong', 'notice', 'good']);
});

test('a lock of a hub that is gone is told, one of a hub that lives too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-lock-'));
  assert.match(checkLock(folder).what, /no hub/);
  writeFileSync(join(folder, 'hub.lock'), String(process.ppid));
  assert.match(checkLock(folder).what, new RegExp(`process ${process.ppid}`));
  assert.equal(checkLock(folder).state, 'good');
  writeFileSync(join(folder, 'hub.lock'), '2147483646');
  assert.equal(checkLock(folder).state, 'notice');
  rmSync(folder, { recursive: true });
});

test(
  "a folder that is another user's is wrong",
  { skip: process.getuid?.() === 0 && 'root may write everywhere' },
  () => {
    assert.equal(checkFolder('/proc/1/sanad').state, 'wrong');
  },
);

test('clocks are compared between asking and answering', () => {
  const state = (theirs: number, precision = 0): string =>
    checkSkew('clock', 'x', theirs, 100_000, 100_400, precision).state;
  assert.equal(state(100_200), 'good');
  assert.equal(state(98_500), 'good');
  assert.equal(state(97_500), 'wrong');
  assert.equal(state(97_500, 1000), 'good');
  assert.equal(state(103_000), 'wrong');
});

test('a database that is too old, or whose user may not create, is wrong', async () => {
  const server = (number: number, creates: boolean): Pick<pg.Client, 'query'> => {
    const query = async (): Promise<object> => ({ rows: [{ number, name: 'its name', creates }] });
    return { query: query as pg.Client['query'] };
  };
  assert.equal((await checkVersion(server(150_000, true))).state, 'good');
  assert.match((await checkVersion(server(140_011, true))).what, /too old/);
  assert.match((await checkVersion(server(180_000, false))).what, /may not create/);
});
