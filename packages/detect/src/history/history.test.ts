import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import fc from 'fast-check';
import { HistoryFiles } from '../node/history-files.ts';
import { Key } from '../observable/key.ts';
import { writeValue } from '../observable/normalise.ts';
import type { ObservableType } from '../observable/type.ts';
import type { KeptRange } from './fingerprint.ts';
import { keptRange } from './fingerprint.ts';
import { History } from './history.ts';
import type { HistoryStorage } from './storage.ts';
import { MemoryHistoryStorage } from './storage.ts';

const DAY = 24 * 3600_000;
const NOW = 20_000 * DAY + 5 * 3600_000;

const key = new Key(5);
const write = (type: ObservableType, text: string): Key => {
  assert.ok(writeValue(key, type, text));
  return key;
};
const rangeOf = (type: ObservableType, text: string): KeptRange => keptRange(write(type, text));
const open = (storage: HistoryStorage, options: object = {}): History =>
  new History({ storage, now: () => NOW, ...options });

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'sanad-history-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

test('a history answers what a list of everything answers', () => {
  const small = fc.tuple(fc.constantFrom(0, 1, 7, 0xffffffff), fc.nat(40), fc.nat(5), fc.boolean());
  const asked = fc.tuple(fc.constantFrom(0, 1, 7, 0xffffffff), fc.nat(45), fc.nat(8));
  fc.assert(
    fc.property(fc.array(small, { maxLength: 80 }), fc.array(asked, { maxLength: 20 }), (values, ranges) => {
      const history = open(new MemoryHistoryStorage());
      for (const [high, low, ago, flush] of values) {
        history.addKept(high, low, NOW - ago * DAY);
        if (flush) history.flush();
      }
      const found = history.search(ranges.map(([high, low, width]) => ({ high, low, lastLow: low + width })));
      for (const [index, [high, low, width]] of ranges.entries()) {
        const days = values
          .filter((value) => value[0] === high && value[1] >= low && value[1] <= low + width)
          .map((value) => Math.floor((NOW - value[2] * DAY) / DAY));
        const expected =
          days.length === 0
            ? undefined
            : { first: Math.min(...days) * DAY, last: (Math.max(...days) + 1) * DAY, times: new Set(days).size };
        assert.deepEqual(found[index], expected);
      }
    }),
    { numRuns: 300 },
  );
});

test('many values are found across blocks and segments, and no others', () => {
  const history = open(new MemoryHistoryStorage());
  for (let index = 0; index < 300_000; index++) history.addKept(Math.imul(index, 0x9e3779b1) >>> 0, index, NOW);
  history.flush();
  const ask = (from: number, shift: number): KeptRange[] =>
    Array.from({ length: 1000 }, (_, index) => {
      const number = from + index * 297;
      return { high: Math.imul(number, 0x9e3779b1) >>> 0, low: number + shift, lastLow: number + shift };
    });
  assert.ok(history.search(ask(3, 0)).every((seen) => seen !== undefined));
  assert.ok(history.search(ask(3, 1)).every((seen) => seen === undefined));
});

test('addresses are found by range, other values by themselves', () => {
  const history = open(new MemoryHistoryStorage());
  history.add(write('ipv4', '198.51.100.77'), NOW - DAY);
  history.add(write('domain', 'evil.example'), NOW);
  const [inside, outside, name, other] = history.search([
    rangeOf('ipv4', '198.51.100.64/26'),
    rangeOf('ipv4', '198.51.100.0/26'),
    rangeOf('domain', 'evil.example'),
    rangeOf('domain', 'good.example'),
  ]);
  assert.equal(inside?.times, 1);
  assert.equal(outside, undefined);
  assert.equal(name?.last, Math.floor(NOW / DAY) * DAY + DAY);
  assert.equal(other, undefined);
});

test('a range is met by the first of its values that counts, across blocks', () => {
  const history = open(new MemoryHistoryStorage());
  for (let low = 1000; low < 2500; low++) history.addKept(0, low, NOW);
  const from = (first: number): KeptRange => ({ high: 0, low: 0, lastLow: 0xffffffff, accept: (low) => low >= first });
  for (const flushed of [false, true]) {
    if (flushed) history.flush();
    const [near, last, none] = history.search([from(1700), from(1999), from(2500)]);
    assert.deepEqual([near?.times, last?.times, none], [1, 1, undefined]);
  }
});

test('what is too old, in the future or too much is left out and counted', () => {
  const history = open(new MemoryHistoryStorage(), { days: 3, maxBytes: 80 });
  for (const at of [NOW - 4 * DAY, NOW + 2 * DAY, Number.NaN]) history.addKept(1, 1, at);
  assert.equal(history.report().outOfTime, 3);
  for (let index = 0; index < 10; index++) history.addKept(2, index, NOW - 2 * DAY);
  history.flush();
  for (let index = 0; index < 10; index++) history.addKept(3, index, NOW);
  history.flush();
  const report = history.report();
  assert.equal(report.bytes, 80);
  assert.equal(report.droppedForSpace, 1);
  assert.deepEqual(history.search([{ high: 2, low: 1, lastLow: 1 }]), [undefined]);
});

test('days go by and are forgotten', () => {
  let now = NOW;
  const history = new History({ storage: new MemoryHistoryStorage(), days: 2, now: () => now });
  history.addKept(9, 9, now);
  history.flush();
  now += 3 * DAY;
  history.prune();
  assert.equal(history.report().values, 0);
});

test('days that come in turns are written together', () => {
  const storage = new MemoryHistoryStorage();
  const history = open(storage);
  for (let index = 0; index < 3000; index++) history.addKept(8, index, NOW - (index % 30) * DAY);
  assert.equal(storage.segments().length, 0);
  history.flush();
  assert.equal(storage.segments().length, 30);
});

test('a disk that takes nothing loses only what there is no room for, and all is written when it is back', () => {
  const storage = new MemoryHistoryStorage();
  const write = storage.write.bind(storage);
  let full = true;
  storage.write = (bucket, pairs) => {
    if (full) throw new Error('no space left');
    return write(bucket, pairs);
  };
  const history = open(storage);
  for (let index = 0; index < 700_000; index++) history.addKept(index, 6, NOW);
  assert.equal(history.report().failure, 'no space left');
  assert.equal(history.report().lost, 700_000 - 2 ** 19);
  full = false;
  history.flush();
  assert.equal(history.report().failure, undefined);
  assert.deepEqual(
    history.search([1, 500_000, 699_999].map((high) => ({ high, low: 6, lastLow: 6 }))).map((seen) => seen?.times),
    [1, 1, undefined],
  );
});

test('small segments are joined', () => {
  const history = open(new MemoryHistoryStorage());
  for (let index = 0; index < 20; index++) {
    history.addKept(4, index, NOW);
    history.flush();
  }
  assert.ok(history.report().segments < 8);
  const ranges = Array.from({ length: 20 }, (_, low) => ({ high: 4, low, lastLow: low }));
  assert.ok(history.search(ranges).every((seen) => seen?.times === 1));
});

test('files hold the history over a restart, and a sudden end loses nothing that was synced', (t) => {
  const path = folder(t);
  const first = open(new HistoryFiles(path));
  first.addKept(1, 1, NOW - DAY);
  first.flush();
  first.addKept(2, 2, NOW);
  first.sync();
  first.addKept(3, 3, NOW);
  const second = open(new HistoryFiles(path));
  const ask = [1, 2, 3].map((number) => ({ high: number, low: number, lastLow: number }));
  assert.deepEqual(
    second.search(ask).map((seen) => seen !== undefined),
    [true, true, false],
  );
  second.flush();
  assert.ok(!readdirSync(path).includes('recent.log'));
});

test('a damaged segment is set aside, a half-written one removed, a cut log read as far as it goes', (t) => {
  const path = folder(t);
  const history = open(new HistoryFiles(path));
  history.addKept(1, 1, NOW);
  history.flush();
  history.addKept(2, 2, NOW);
  history.sync();
  const [segment = ''] = readdirSync(path).filter((name) => name.endsWith('.segment'));
  truncateSync(join(path, segment), 20);
  truncateSync(join(path, 'recent.log'), 11);
  writeFileSync(join(path, '0000000001-000000.segment.new'), 'half');
  const storage = new HistoryFiles(path);
  assert.deepEqual(storage.damaged, [segment]);
  assert.equal(open(storage).report().values, 0);
  assert.deepEqual(
    readdirSync(path).filter((name) => name.endsWith('.new')),
    [],
  );
});
