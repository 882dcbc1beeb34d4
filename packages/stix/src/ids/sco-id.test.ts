import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { scoId } from './sco-id.ts';
import { sha1 } from './sha1.ts';

const shared = process.env['SANAD_SHARED'] ?? new URL('../../../../../shared', import.meta.url).pathname;
const file = `${shared}/cases/stix/sco-deterministic-id.jsonl`;

test('SHA-1 is that of OpenSSL, for every length around the block size too', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.equal(Buffer.from(sha1(bytes)).toString('hex'), createHash('sha1').update(bytes).digest('hex'));
    }),
  );
  for (let length = 50; length < 135; length += 1) {
    const bytes = new Uint8Array(length).fill(length);
    assert.equal(Buffer.from(sha1(bytes)).toString('hex'), createHash('sha1').update(bytes).digest('hex'));
  }
});

test('the example of the specification has its id', () => {
  const sco = { type: 'ipv4-addr', spec_version: '2.1', value: '198.51.100.3' };
  assert.equal(scoId(sco), 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4');
});

test('of several hashes the first in the order of the specification counts', () => {
  const hashes = { 'SHA-512': 'c', 'SHA-1': 'b', MD5: 'a', 'SHA-256': 'd' };
  assert.equal(scoId({ type: 'file', hashes }), scoId({ type: 'file', hashes: { MD5: 'a' } }));
  const rare = { TLSH: 't', SSDEEP: 's' };
  assert.equal(scoId({ type: 'file', hashes: rare }), scoId({ type: 'file', hashes: { SSDEEP: 's' } }));
});

test('what does not contribute does not count, and the order of properties neither', () => {
  const first = scoId({ type: 'file', name: 'a', hashes: { MD5: 'x' }, size: 1 });
  assert.equal(scoId({ hashes: { MD5: 'x' }, size: 2, name: 'a', type: 'file' }), first);
  assert.notEqual(scoId({ type: 'file', name: 'b', hashes: { MD5: 'x' } }), first);
});

test('an object without contributing properties gets a random id', () => {
  const sco = { type: 'process', pid: 1 };
  assert.match(scoId(sco), /^process--[0-9a-f]{8}-[0-9a-f]{4}-4/);
  assert.notEqual(scoId(sco), scoId(sco));
});

test('the recorded ids agree', { skip: !existsSync(file) && 'the shared cases are not here' }, (context) => {
  const cases: { input: object; id: string }[] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const different = cases
    .filter(({ input, id }) => scoId(input) !== id)
    .map(({ input, id }) => ({ input, id, ours: scoId(input) }));
  context.diagnostic(`${cases.length} cases`);
  assert.deepEqual(different, []);
});
