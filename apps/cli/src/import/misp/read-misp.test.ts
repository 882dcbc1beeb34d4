import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchPattern, TLP, validate } from '@sanad/stix';
import type { Draft, Found } from '../found.ts';
import { observe, patternOf, scosOf } from './observable.ts';
import { readMisp } from './read-misp.ts';

async function read(...events: unknown[]): Promise<{ objects: Draft[]; kept: string[]; refused: number }> {
  const body = events.length === 1 ? { Event: events[0] } : { response: events.map((Event) => ({ Event })) };
  const input = (async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(JSON.stringify(body));
  })();
  const found: Found[] = await Array.fromAsync(readMisp(input));
  return {
    objects: found.flatMap((one) => (one.kind === 'object' ? [one.object] : [])),
    kept: found.flatMap((one) => (one.kind === 'kept' ? [`${one.place} ${one.what}`] : [])),
    refused: found.filter((one) => one.kind === 'refused').length,
  };
}

const uuid = (number: number): string => `${String(number).padStart(8, '0')}-2222-4222-8222-222222222222`;
const event = {
  uuid: uuid(1),
  info: 'Phishing against ports',
  date: '2026-03-01',
  timestamp: '1772600000',
  publish_timestamp: '1772700000',
  Orgc: { uuid: uuid(2), name: 'CERT of the test' },
  Tag: [{ name: 'tlp:amber' }, { name: 'misp-galaxy:sector="Maritime"' }],
  Attribute: [
    {
      uuid: uuid(10),
      type: 'ip-dst',
      value: '198.51.100.7',
      to_ids: true,
      comment: 'C2',
      first_seen: '2026-02-27T08:00:00+03:00',
      timestamp: '1772500000',
    },
    { uuid: uuid(11), type: 'domain|ip', value: 'bad.example|203.0.113.5', to_ids: false, timestamp: '1772500000' },
    { uuid: uuid(12), type: 'vulnerability', value: 'CVE-2026-1234', timestamp: '1772500000' },
    { uuid: uuid(13), type: 'link', value: 'https://report.example/1' },
    { uuid: uuid(14), type: 'whois-registrant-email', category: 'Attribution', value: 'who@bad.example' },
    {
      uuid: uuid(15),
      type: 'url',
      value: 'http://bad.example/x',
      to_ids: true,
      Tag: [{ name: 'tlp:green' }],
      timestamp: '1772500000',
    },
    { uuid: uuid(16), type: 'yara', value: 'rule a { condition: true }', to_ids: true, timestamp: '1772500000' },
    { uuid: uuid(17), type: 'mutex', value: 'gone', to_ids: true, deleted: true, timestamp: '1772500000' },
  ],
  Object: [
    {
      uuid: uuid(20),
      name: 'file',
      timestamp: '1772500000',
      Attribute: [
        { uuid: uuid(21), type: 'filename', object_relation: 'filename', value: 'invoice.exe', to_ids: false },
        {
          uuid: uuid(22),
          type: 'md5',
          object_relation: 'md5',
          value: 'd41d8cd98f00b204e9800998ecf8427e',
          to_ids: true,
        },
        { uuid: uuid(23), type: 'sha256', object_relation: 'sha256', value: 'b'.repeat(64), to_ids: true },
        { uuid: uuid(24), type: 'float', object_relation: 'entropy', value: '7.1' },
      ],
    },
    {
      uuid: uuid(30),
      name: 'vulnerability',
      timestamp: '1772500000',
      Attribute: [
        { uuid: uuid(31), type: 'vulnerability', object_relation: 'id', value: 'CVE-2025-9999' },
        { uuid: uuid(32), type: 'text', object_relation: 'summary', value: 'Heap overflow in the parser' },
      ],
    },
  ],
  EventReport: [{ uuid: uuid(40), name: 'Story', content: 'It began with a mail.', timestamp: '1772500000' }],
};

test('an event becomes a report on indicators, observables and vulnerabilities; the rest is kept and listed', async () => {
  const { objects, kept } = await read(event);
  for (const object of objects) {
    const checked = validate(object);
    assert.ok(checked.ok, JSON.stringify([object, checked]));
  }
  const by = (type: string): Draft[] => objects.filter((object) => object.type === type);
  assert.deepEqual(
    by('indicator').map((object) => object['pattern']),
    [
      "[ipv4-addr:value = '198.51.100.7']",
      "[url:value = 'http://bad.example/x']",
      'rule a { condition: true }',
      "[mutex:name = 'gone']",
      `[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e' OR file:hashes.'SHA-256' = '${'b'.repeat(64)}']`,
    ],
  );
  const [address, url, yara, gone] = by('indicator');
  assert.equal(address?.id, `indicator--${uuid(10)}`);
  assert.equal(address?.['valid_from'], '2026-02-27T05:00:00.000Z');
  assert.equal(address?.['created_by_ref'], `identity--${uuid(2)}`);
  assert.deepEqual(address?.['object_marking_refs'], [TLP['TLP:AMBER'].id]);
  assert.deepEqual(url?.['object_marking_refs'], [TLP['TLP:GREEN'].id]);
  assert.equal(yara?.['pattern_type'], 'yara');
  assert.equal(gone?.['revoked'], true);
  assert.deepEqual(
    by('vulnerability').map((object) => [object['name'], object['description']]),
    [
      ['CVE-2026-1234', undefined],
      ['CVE-2025-9999', 'Heap overflow in the parser'],
    ],
  );
  assert.deepEqual(
    by('domain-name')[0]?.['resolves_to_refs'],
    by('ipv4-addr').map((object) => object.id),
  );
  assert.equal(by('note')[0]?.['content'], 'It began with a mail.');
  const [report] = by('report');
  assert.ok(report);
  assert.equal(report.id, `report--${uuid(1)}`);
  assert.deepEqual(report['labels'], ['misp-galaxy:sector="Maritime"']);
  assert.ok(
    (report['external_references'] as object[]).some((one) => 'url' in one && one.url === 'https://report.example/1'),
  );
  assert.equal((report['object_refs'] as string[]).length, objects.length - 2, 'all but itself and the note on it');
  assert.deepEqual(kept, ['Attribute/4 whois-registrant-email who@bad.example', 'Object/0/Attribute/3 float 7.1']);
  assert.deepEqual(
    (report['x_misp_kept'] as { uuid: string }[]).map((one) => one.uuid),
    [uuid(14), uuid(24)],
  );
});

test('the answer of a search holds many events; what is no event is refused', async () => {
  const { objects, refused } = await read({ uuid: uuid(50), info: 'Empty' }, 'nonsense', {
    uuid: 'x',
    info: 'no uuid',
  });
  assert.deepEqual(
    objects.map((object) => object.type),
    ['report'],
  );
  assert.equal(refused, 2);
});

test('the pattern of an attribute matches the observable of the same attribute', () => {
  const values: [string, string][] = [
    ['ip-src', '2001:db8::1'],
    ['domain', 'bad.example'],
    ['email-src', 'a@bad.example'],
    ['filename|sha1', `it's.exe|${'a'.repeat(40)}`],
    ['regkey|value', String.raw`HKLM\Software\Run|evil`],
    ['ip-dst|port', '198.51.100.7|443'],
    ['domain|ip', 'bad.example|203.0.113.5'],
    ['AS', 'AS64500'],
    ['mutex', 'Global\\x'],
    ['x509-fingerprint-sha1', 'b'.repeat(40)],
  ];
  for (const [type, value] of values) {
    const observable = observe(type, value);
    assert.ok(observable, type);
    const scos = scosOf(observable);
    assert.ok(scos.length > 0, type);
    const time = '2026-01-01T00:00:00.000Z';
    const data = {
      type: 'observed-data',
      spec_version: '2.1',
      id: `observed-data--${uuid(60)}`,
      created: time,
      modified: time,
      first_observed: time,
      last_observed: time,
      number_observed: 1,
      object_refs: scos.map((sco) => sco.id),
    };
    const matched = matchPattern(patternOf(observable), [
      { type: 'bundle', id: `bundle--${uuid(61)}`, objects: [data, ...scos] },
    ]);
    assert.ok(matched.ok && matched.value.matched, `${type}: ${patternOf(observable)} ${JSON.stringify(matched)}`);
  }
});

test('no event whatever makes it throw', async () => {
  const attribute = fc.record(
    {
      type: fc.constantFrom('ip-dst', 'domain|ip', 'md5', 'text', 'vulnerability', 'AS'),
      value: fc.anything(),
      to_ids: fc.boolean(),
      timestamp: fc.anything(),
    },
    { requiredKeys: [] },
  );
  const any = fc.record(
    {
      uuid: fc.uuid(),
      info: fc.string(),
      date: fc.anything(),
      timestamp: fc.anything(),
      Tag: fc.anything(),
      Attribute: fc.array(attribute),
      Orgc: fc.anything(),
      EventReport: fc.anything(),
    },
    { requiredKeys: ['uuid', 'info'] },
  );
  await fc.assert(
    fc.asyncProperty(any, async (given) => void (await read(given))),
    { numRuns: 200 },
  );
});
