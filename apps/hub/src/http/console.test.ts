import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Env } from './context.ts';
import { consolePages } from './console.ts';

let folder: string;
let app: OpenAPIHono<Env>;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sanad-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'main-abc.js'), 'plain');
  await writeFile(join(folder, 'assets', 'main-abc.js.br'), 'compressed');
  app = new OpenAPIHono<Env>();
  consolePages(app, folder);
});
after(() => rm(folder, { recursive: true }));

const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
const page = { accept: 'text/html' };

test('its one page stands at every address of the console, is never cached, and allows nothing inline', async () => {
  for (const path of ['/', '/intelligence', '/intelligence/indicator--1?x=1']) {
    const answer = await get(path, page);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
  }
});

test('assets are kept for good, compressed for whoever takes that', async () => {
  const plain = await get('/assets/main-abc.js');
  assert.equal(await plain.text(), 'plain');
  assert.match(plain.headers.get('cache-control') ?? '', /immutable/);
  assert.equal(plain.headers.get('content-type'), 'text/javascript; charset=utf-8');
  const small = await get('/assets/main-abc.js', { 'accept-encoding': 'gzip, br' });
  assert.equal(await small.text(), 'compressed');
  assert.equal(small.headers.get('content-encoding'), 'br');
});

test('it answers for nothing else', async () => {
  for (const path of ['/api/v1/nothing', '/taxii2/nothing', '/assets/missing.js', '/assets/..%2findex.html']) {
    assert.equal((await get(path, page)).status, 404, path);
  }
  assert.equal((await get('/intelligence')).status, 404, 'programs that ask for no page');
});
