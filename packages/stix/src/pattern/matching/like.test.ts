import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Budget } from './evaluation.ts';
import { compileLike } from './like.ts';

const free = (): void => {};

/** LIKE straight from its definition, in exponential time. */
function likeByDefinition(pattern: string[], text: string[]): boolean {
  const [wanted, ...rest] = pattern;
  if (wanted === undefined) return text.length === 0;
  if (wanted === '%') return text.some((_, at) => likeByDefinition(rest, text.slice(at))) || likeByDefinition(rest, []);
  return text.length > 0 && (wanted === '_' || wanted === text[0]) && likeByDefinition(rest, text.slice(1));
}

test('LIKE agrees with its definition', () => {
  const characters = fc.array(fc.constantFrom('a', 'b', '\u{1f600}'), { maxLength: 9 });
  const pattern = fc.array(fc.constantFrom('a', 'b', '\u{1f600}', '_', '%'), { maxLength: 7 });
  fc.assert(
    fc.property(pattern, characters, (wanted, text) => {
      const budget = new Budget(100_000);
      const expected = likeByDefinition(wanted, text);
      assert.equal(compileLike(wanted.join(''), free)(text.join(''), budget), expected);
    }),
    { numRuns: 5000 },
  );
});

test('pieces longer than a machine word are found', () => {
  const piece = 'ab_d'.repeat(30);
  const found = `${'x'.repeat(50)}${'abcd'.repeat(30)}yz`;
  assert.equal(compileLike(`%${piece}%z`, free)(found, new Budget(10_000)), true);
  assert.equal(compileLike(`%${piece}b%z`, free)(found, new Budget(10_000)), false);
});

test('hostile text and pattern take time in proportion', () => {
  // By backtracking this is 50,000 to the power of 10.
  const text = 'a'.repeat(50_000);
  assert.equal(compileLike(`${'%a_'.repeat(10)}%b`, free)(text, new Budget(1_000_000)), false);
  assert.equal(compileLike(`%${'a'.repeat(1000)}b%`, free)(text, new Budget(2_000_000)), false);
  assert.throws(() => compileLike(`%${'a'.repeat(5000)}b%`, free)(text, new Budget(1_000_000)), /No answer within/);
});
