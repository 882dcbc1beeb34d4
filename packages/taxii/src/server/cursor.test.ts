import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCursors } from './cursor.ts';

const cursors = createCursors(new Uint8Array(32).fill(1));
const position = fc.bigInt({ min: 0n, max: 2n ** 62n });

test('a cursor opens to its position under its own scope, and nowhere else', async () => {
  const scope = fc.array(fc.oneof(fc.string(), position, fc.array(fc.string(), { maxLength: 2 })), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(position, scope, scope, async (at, own, other) => {
      const cursor = await cursors.seal(at, own);
      assert.equal(await cursors.open(cursor, own), at);
      const same = JSON.stringify(own, asText) === JSON.stringify(other, asText);
      assert.equal(await cursors.open(cursor, other), same ? at : undefined);
      assert.equal(await createCursors(new Uint8Array(32).fill(2)).open(cursor, own), undefined);
    }),
    { numRuns: 50 },
  );
});

test('a cursor with any one character changed, left out or added opens to nothing', async () => {
  await fc.assert(
    fc.asyncProperty(position, fc.nat(53), fc.stringMatching(/^[\w-]$/), async (at, place, letter) => {
      const cursor = await cursors.seal(at, ['scope']);
      const [before, after] = [cursor.slice(0, place), cursor.slice(place + 1)];
      if (cursor[place] !== letter) assert.equal(await cursors.open(before + letter + after, ['scope']), undefined);
      assert.equal(await cursors.open(before + after, ['scope']), undefined);
      assert.equal(await cursors.open(`${before}${letter}${cursor.slice(place)}`, ['scope']), undefined);
    }),
    { numRuns: 100 },
  );
});

test('no text makes opening throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.stringMatching(/^[\w-]{54}$/)), async (text) => {
      assert.equal(await cursors.open(text, []), undefined);
    }),
  );
});

const asText = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
