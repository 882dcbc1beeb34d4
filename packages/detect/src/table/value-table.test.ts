import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { Key } from '../observable/key.ts';
import { writeValue } from '../observable/normalise.ts';
import { tableFromParts, tableToParts } from './serialise.ts';
import { ValueTable } from './value-table.ts';

const keyOf = (text: string, seed = 3): Key => {
  const key = new Key(seed);
  assert.ok(writeValue(key, 'text', text));
  return key;
};

function payloads(table: ValueTable, text: string): number[] {
  const found: number[] = [];
  for (let offset = table.find(keyOf(text, table.seed)); offset !== 0; offset = table.record(offset).next)
    found.push(table.record(offset).payload[0] as number);
  return found;
}

test('a table holds what a map of lists holds, while it grows', () => {
  const entries = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,3}$/), fc.nat(255)), { maxLength: 600 });
  fc.assert(
    fc.property(entries, (list) => {
      const table = new ValueTable(3, 8);
      const oracle = new Map<string, number[]>();
      for (const [text, payload] of list) {
        assert.ok(table.insert(keyOf(text), Uint8Array.of(payload), 1));
        oracle.set(text, [payload, ...(oracle.get(text) ?? [])]);
      }
      assert.equal(table.size, oracle.size);
      for (const [text, expected] of oracle) assert.deepEqual(payloads(table, text), expected);
      for (const text of ['absent', 'zzzz', 'q1']) assert.equal(table.find(keyOf(text)), 0);
    }),
    { numRuns: 200 },
  );
});

test('values with the same slot and tag are told apart byte by byte', () => {
  const table = new ValueTable(3, 8);
  const one = keyOf('one');
  const other = keyOf('other');
  other.high = one.high;
  other.low = one.low;
  table.insert(one, Uint8Array.of(1), 1);
  assert.equal(table.find(other), 0);
  table.insert(other, Uint8Array.of(2), 1);
  assert.equal(table.record(table.find(one)).payload[0], 1);
  assert.equal(table.record(table.find(other)).payload[0], 2);
});

test('a table comes back from its parts, and a cut one is an issue', () => {
  const table = new ValueTable(3, 8);
  for (let index = 0; index < 5000; index++) table.insert(keyOf(`value ${index}`), Uint8Array.of(index & 255), 1);
  table.settle();
  const bytes = Buffer.concat(tableToParts(table.share()));
  const reader = (source: Uint8Array): ((target: Uint8Array) => boolean) => {
    let at = 0;
    return (target) => {
      if (at + target.length > source.length) return false;
      target.set(source.subarray(at, at + target.length));
      at += target.length;
      return true;
    };
  };
  const loaded = tableFromParts(reader(bytes));
  assert.ok(loaded.ok);
  const copy = new ValueTable(0, 0, loaded.value);
  assert.equal(copy.size, 5000);
  for (let index = 0; index < 5000; index++) assert.deepEqual(payloads(copy, `value ${index}`), [index & 255]);
  for (const length of [0, 10, 100, bytes.length - 1]) assert.ok(!tableFromParts(reader(bytes.subarray(0, length))).ok);
  assert.ok(!tableFromParts(reader(Buffer.alloc(1000, 7))).ok);
});

test('another thread sees what is written after the table was shared', async () => {
  const table = new ValueTable(3, 1000);
  table.insert(keyOf('before'), Uint8Array.of(1), 1);
  const source = `
    const { parentPort, workerData } = await import('node:worker_threads');
    const { ValueTable } = await import(workerData.table);
    const { Key } = await import(workerData.key);
    const { writeValue } = await import(workerData.normalise);
    const table = new ValueTable(0, 0, workerData.share);
    const has = (text) => { const key = new Key(table.seed); writeValue(key, 'text', text); return table.find(key) !== 0; };
    parentPort.postMessage('ready');
    Atomics.wait(workerData.written, 0, 0);
    parentPort.postMessage([has('before'), has('after'), has('never')]);`;
  const at = (path: string): string => new URL(path, import.meta.url).href;
  const written = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
    workerData: {
      written,
      share: table.share(),
      table: at('value-table.ts'),
      key: at('../observable/key.ts'),
      normalise: at('../observable/normalise.ts'),
    },
  });
  const answer = new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', (message) => {
      if (message !== 'ready') return resolve(message);
      table.insert(keyOf('after'), Uint8Array.of(2), 1);
      Atomics.store(written, 0, 1);
      Atomics.notify(written, 0);
    });
  });
  assert.deepEqual(await answer, [true, true, false]);
});
