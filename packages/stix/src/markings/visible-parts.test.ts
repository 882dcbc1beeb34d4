import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { StixObject } from '../common/stix-object.ts';
import { formatSelector, parseSelector, select, type Selector } from './selector.ts';
import { visibleParts } from './visible-parts.ts';

const open = 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487';
const secret = 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1';
const readsOpen = (id: string): boolean => id === open;

const incident: StixObject = {
  type: 'incident',
  spec_version: '2.1',
  id: 'incident--dd8651ee-d529-44fe-b063-bb6f006fbe5c',
  created: '2021-03-20T08:17:27.000Z',
  modified: '2021-03-20T08:17:27.000Z',
  name: 'Flooded substation',
  description: 'North side',
  external_references: [
    { source_name: 'a', description: 'first' },
    { source_name: 'b', description: 'second', url: 'https://b.example/' },
    { source_name: 'c', description: 'third' },
  ],
};

test('an object marking that is not readable hides all', () => {
  assert.equal(visibleParts({ ...incident, object_marking_refs: [open, secret] }, readsOpen), undefined);
  const readable = { ...incident, object_marking_refs: [open] };
  assert.equal(visibleParts(readable, readsOpen), readable);
});

test('hidden list items close up, and the selectors behind them move', () => {
  const marked: StixObject = {
    ...incident,
    granular_markings: [
      { marking_ref: secret, selectors: ['description', 'external_references.[0]', 'external_references.[1].url'] },
      { marking_ref: open, selectors: ['external_references.[0].description', 'external_references.[2].description'] },
      { lang: 'en', selectors: ['description', 'external_references.[1]'] },
    ],
  };
  const { description: _, ...rest } = incident;
  assert.deepEqual(visibleParts(marked, readsOpen), {
    ...rest,
    external_references: [
      { source_name: 'b', description: 'second' },
      { source_name: 'c', description: 'third' },
    ],
    granular_markings: [
      { marking_ref: open, selectors: ['external_references.[1].description'] },
      { lang: 'en', selectors: ['external_references.[0]'] },
    ],
  });
});

test('a container that becomes empty goes too', () => {
  const selectors = ['external_references.[0]', 'external_references.[1]', 'external_references.[2]'];
  const seen = visibleParts({ ...incident, granular_markings: [{ marking_ref: secret, selectors }] }, readsOpen);
  assert.ok(seen && !('external_references' in seen) && !('granular_markings' in seen));
});

test('a marking that is not readable does not show, even if it picks nothing', () => {
  const marked = { ...incident, granular_markings: [{ marking_ref: secret, selectors: ['goals.[3]'] }] };
  assert.deepEqual(visibleParts(marked, readsOpen), incident);
});

test('nothing is visible where hiding would take the essence, or a selector is none', () => {
  for (const selector of ['id', 'modified', 'granular_markings.[0].selectors', '[0]', 'a..b']) {
    const marked = { ...incident, granular_markings: [{ marking_ref: secret, selectors: [selector] }] };
    assert.equal(visibleParts(marked, readsOpen), undefined, selector);
  }
});

// Every leaf is a word of its own, so that a word that shows tells which part leaked.
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant('leaf'),
    fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
    fc.dictionary(fc.constantFrom('aaa', 'bbb', 'ccc'), tie('value'), { minKeys: 1, maxKeys: 3 }),
  ),
}));

function named(value: unknown, at: Selector, selectors: Selector[]): unknown {
  if (at.length > 0) selectors.push(at);
  if (Array.isArray(value)) return value.map((item, index) => named(item, [...at, index], selectors));
  if (typeof value !== 'object' || value === null) return `<${formatSelector(at)}>`;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, named(item, [...at, name], selectors)]));
}

const leaves = (value: unknown): string[] => JSON.stringify(value ?? '').match(/<[^>]*>/g) ?? [];

test('whatever is marked, no hidden leaf shows, every other one does, and selectors pick what they picked', () => {
  const content = fc.dictionary(fc.constantFrom('foo', 'bar', 'baz'), json.value, { minKeys: 1 });
  fc.assert(
    fc.property(
      content,
      fc.array(fc.nat(), { maxLength: 5 }),
      fc.array(fc.nat(), { maxLength: 5 }),
      (shape, secrets, opens) => {
        const all: Selector[] = [];
        const body = named(shape, [], all) as Record<string, unknown>;
        const pick = (numbers: number[]): string[] =>
          numbers.map((number) => formatSelector(all[number % all.length] ?? []));
        const granular = [
          { marking_ref: secret, selectors: pick(secrets) },
          { marking_ref: open, selectors: pick(opens) },
        ];
        const object: StixObject = { ...incident, ...body, granular_markings: granular };
        const seen = visibleParts(object, readsOpen);
        assert.ok(seen);

        const at = (of: StixObject, selector: string): unknown => select(of, parseSelector(selector) ?? []);
        const hidden = new Set(pick(secrets).flatMap((selector) => leaves(at(object, selector))));
        const expected = leaves(body).filter((leaf) => !hidden.has(leaf));
        const { granular_markings: left = [], ...rest } = seen;
        assert.deepEqual(leaves(rest), expected);

        const stillOpen = pick(opens).filter((selector) =>
          leaves(at(object, selector)).some((leaf) => !hidden.has(leaf)),
        );
        assert.deepEqual(
          left.flatMap(({ selectors }) => selectors).map((selector) => leaves(at(seen, selector))),
          stillOpen.map((selector) => leaves(at(object, selector)).filter((leaf) => !hidden.has(leaf))),
        );
        assert.ok(!JSON.stringify(seen).includes(secret));
      },
    ),
  );
});
