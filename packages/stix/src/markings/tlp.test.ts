import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validate } from '../validation/validate.ts';
import { normaliseMarking, TLP, TLP_1, TLP_LEVELS, tlpOf } from './tlp.ts';

test('all markings of TLP 1 and 2 are valid, recommendations included', () => {
  for (const marking of [...Object.values(TLP), ...Object.values(TLP_1)]) {
    assert.deepEqual(validate(marking, { strict: true }), { ok: true, value: marking });
  }
});

test('each level is known by its ids', () => {
  for (const level of TLP_LEVELS) assert.equal(normaliseMarking(TLP[level].id), level);
  assert.deepEqual(
    Object.values(TLP_1).map(({ id }) => normaliseMarking(id)),
    ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:RED'],
  );
  assert.equal(normaliseMarking('MARKING-DEFINITION--826578E1-40AD-459F-BC73-EDE076F81F37'), 'TLP:AMBER+STRICT');
});

test('each level is known by its names, in any case and spacing', () => {
  const spellings = [
    'TLP:AMBER+STRICT',
    'tlp:amber+strict',
    'Tlp: Amber + Strict',
    'AMBER_STRICT',
    'amber strict',
    'tlp_amber-strict',
  ];
  for (const spelling of spellings) assert.equal(normaliseMarking(spelling), 'TLP:AMBER+STRICT', spelling);
  assert.equal(normaliseMarking('tlp:white'), 'TLP:CLEAR');
  assert.equal(normaliseMarking(' TLP RED '), 'TLP:RED');
});

test('what is not known stays unknown', () => {
  const strangers = [
    '',
    'TLP',
    'TLP:BLUE',
    'TLP:RED+STRICT',
    'TLP:GREEN and more',
    'marking-definition--5e57f73f-3cab-4dd5-9c41-2c5d7c5cdb15',
    `TLP:${' '.repeat(100_000)}RED`,
  ];
  for (const stranger of strangers) assert.equal(normaliseMarking(stranger), undefined, stranger.slice(0, 50));
});

test('a marking definition under another id is known by what its extension says', () => {
  const copy = { ...TLP['TLP:AMBER+STRICT'], id: 'marking-definition--da05d443-ad8d-46fc-abf5-31d3d00290f1' };
  assert.equal(tlpOf(copy), 'TLP:AMBER+STRICT');
  assert.equal(tlpOf({ ...copy, extensions: {} }), undefined);
});
