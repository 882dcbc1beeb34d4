import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { searchWords } from './search-words.ts';

test('spellings of one word become one', () => {
  for (const [one, other] of [
    ['مُسْتَشْفَى', 'مستشفي'],
    ['أحمد', 'احمد'],
    ['إسطنبول', 'اسطنبول'],
    ['آمنة', 'امنه'],
    ['مسؤول', 'مسوول'],
    ['طوارئ', 'طواري'],
    ['الكهـــرباء', 'كهربا'],
    ['٢٠٢٦', '2026'],
    ['۱۴۰۵', '1405'],
    ['Café', 'cafe'],
    ['ﻻ', 'لا'],
    ['ألم', 'الم'],
  ] as const) {
    assert.equal(searchWords(one), other);
  }
});

test('asked and kept words are the same however often they were made ready', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = searchWords(text);
      assert.equal(searchWords(once), once);
      assert.ok(!once.includes('\u0000') && once.isWellFormed());
    }),
  );
});
