import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Engine } from '../engine/engine.ts';
import { BUILT_IN_MAPPINGS } from './built-in.ts';
import { eventTime, parseTime } from './event-time.ts';
import { parseMapping } from './mapping.ts';

test('every built-in mapping is one that a user could have written', () => {
  for (const mapping of BUILT_IN_MAPPINGS)
    assert.deepEqual(parseMapping(JSON.parse(JSON.stringify(mapping))), { ok: true, value: mapping });
});

test('a mapping of another shape names what is wrong', () => {
  const paths = (input: unknown): string[] => {
    const result = parseMapping(input);
    return result.ok ? [] : result.issues.map(({ path }) => path);
  };
  assert.deepEqual(paths('x'), ['']);
  assert.deepEqual(
    paths({ name: '', under: 'x', urls: [['a']], time: [3], fields: { a: 'adress', b: 'text not-stix', c: 3 } }),
    ['name', 'under', 'time', 'urls', 'fields/a', 'fields/b', 'fields/c'],
  );
});

test('a mapping of the user reads the fields it names', () => {
  const mapping = parseMapping({
    name: 'mine',
    under: ['body'],
    fields: { peer: 'host network-traffic:dst_ref.value', portal: 'other network-traffic:dst_port' },
    time: ['when'],
  });
  assert.ok(mapping.ok);
  const at = '2026-05-05T05:05:05Z';
  const ids = ['1', '2'].map((digit) => `indicator--00000000-0000-4000-8000-00000000000${digit}`);
  const engine = new Engine({
    mappings: [mapping.value],
    indicators: [
      { id: ids[0] ?? '', pattern: "[ipv4-addr:value = '45.77.3.4']" },
      { id: ids[1] ?? '', pattern: "[network-traffic:dst_ref.value = '45.77.3.4' AND network-traffic:dst_port = 99]" },
    ],
  });
  const hits = engine.observe({ body: { peer: '45.77.3.4:99', portal: 99 }, when: at });
  assert.deepEqual(
    hits.map(({ ref, at }) => [ref, at]),
    ids.map((id) => [id, Date.parse(at)]),
  );
});

test('times are read as logs write them', () => {
  const expected = Date.parse('2026-07-28T11:35:15.000Z');
  for (const text of [
    '2026-07-28 11:35:15',
    '2026-07-28T11:35:15.000Z',
    '2026-07-28T14:35:15+0300',
    '2026-07-28 11:35:15,000',
    expected,
    expected / 1000,
    expected * 1000,
    String(expected / 1000),
  ])
    assert.equal(parseTime(text), expected, String(text));
  for (const text of ['', 'soon', {}, null, undefined, '1'.repeat(50)]) assert.ok(Number.isNaN(parseTime(text)));
});

test('the time of an event is found where its kind of log keeps it', () => {
  const timeOf = eventTime([]);
  const expected = Date.parse('2026-07-28T11:35:15Z');
  for (const event of [
    { ts: expected / 1000 },
    { '@timestamp': '2026-07-28T11:35:15Z' },
    { UtcTime: '2026-07-28 11:35:15.000' },
    { Event: { System: { TimeCreated: { '#attributes': { SystemTime: '2026-07-28T11:35:15Z' } } } } },
    { timestamp: '2026-07-28T11:35:15.000000+0000', event_type: 'dns' },
  ])
    assert.equal(timeOf(event), expected, JSON.stringify(event));
  assert.ok(Number.isNaN(timeOf({ message: 'x' })));
});
