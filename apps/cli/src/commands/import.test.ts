import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { testHub, type TestHub } from '@sanad/hub/testing';
import type { ImportReport } from '../import/report.ts';
import { runCli, serveHub, type Ran } from '../testing/test-cli.ts';

let hub: TestHub;
let server: Awaited<ReturnType<typeof serveHub>>;
let token: string;
const folder = mkdtempSync(join(tmpdir(), 'sanad-import-'));
before(async () => {
  hub = await testHub();
  server = await serveHub(hub);
  ({ token } = await hub.join('Importer'));
});
after(async () => {
  server.close();
  await hub.close();
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string | object | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  return path;
};
const run = (words: string[], input?: string): Promise<Ran> =>
  runCli(words, { SANAD_URL: server.url, SANAD_TOKEN: token }, input);
/** Imports and answers the one report. */
async function report(...words: string[]): Promise<ImportReport> {
  const ran = await run(['import', '--json', ...words]);
  assert.equal(ran.stderr, '');
  return (JSON.parse(ran.stdout) as { files: ImportReport[] }).files[0]!;
}
const counts = ({ accepted, known, changed, refused }: ImportReport): number[] => [accepted, known, changed, refused];
const find = async (query: string): Promise<Record<string, unknown>[]> =>
  (await hub.call(token, 'GET', `/api/v1/objects?${query}`)).body.objects.map((one: { object: object }) => one.object);

const indicator = (number: number, more: object = {}): object => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${String(number).padStart(8, '0')}-1111-4111-8111-111111111111`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  pattern: "[ipv4-addr:value = '198.51.100.7']",
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
  ...more,
});

test('a STIX bundle comes in by batches; a bad object stops no good one and is told with its line', async () => {
  const objects = Array.from({ length: 1500 }, (_, number) => JSON.stringify(indicator(number)));
  objects[700] = JSON.stringify(indicator(700, { pattern: '[broken' }));
  objects[1200] = '{"type": "indicator", "id": }';
  const path = file(
    'bundle.json.gz',
    gzipSync(`{"type":"bundle","id":"bundle--1","objects":[\n${objects.join(',\n')}\n]}`),
  );
  const first = await report(path);
  assert.deepEqual(counts(first), [1498, 0, 0, 2]);
  const [pattern, broken] = first.refusals.toSorted((one, other) => other.place.localeCompare(one.place));
  assert.equal(pattern?.place, 'objects/700, line 702');
  assert.equal(pattern?.id, (indicator(700) as { id: string }).id);
  assert.equal(broken?.place, 'objects/1200, line 1202');
  assert.deepEqual(counts(await report(path)), [0, 1498, 0, 2]);
});

test('--dry-run judges and sends nothing; the status says whether anything was refused', async () => {
  const path = file('dry.json', {
    type: 'bundle',
    id: 'bundle--1',
    objects: [indicator(9001), indicator(9002, { valid_from: 'soon' })],
  });
  const dry = await run(['import', '--dry-run', path]);
  assert.equal(dry.status, 1);
  assert.match(
    dry.stdout,
    /1 valid, 1 refused\n {2}objects\/1, line 1 indicator--00009002-\S+\n {4}valid_from: .*STIX 2\.1/,
  );
  assert.deepEqual(counts(await report(path)), [1, 0, 0, 1]);
});

const entry = {
  cveID: 'CVE-2025-48384',
  vendorProject: 'Git',
  product: 'Git',
  vulnerabilityName: 'Git Link Following Vulnerability',
  dateAdded: '2025-08-25',
  shortDescription: 'Git mishandles carriage returns in configuration files.',
  requiredAction: 'Apply mitigations per vendor instructions.',
  dueDate: '2025-09-15',
  knownRansomwareCampaignUse: 'Unknown',
  notes: 'See https://vendor.example/a ; https://nvd.example/ｂ",',
  cwes: ['CWE-59', 'CWE-436'],
};
const catalogue = (dateReleased: string, ...vulnerabilities: object[]): object => ({
  title: 'Known Exploited Vulnerabilities',
  catalogVersion: dateReleased.slice(0, 10),
  dateReleased,
  count: vulnerabilities.length,
  vulnerabilities,
});

test('the KEV catalogue comes in as vulnerabilities with all that it tells; only what changed makes a new version', async () => {
  const other = { ...entry, cveID: 'CVE-2024-0001' };
  const path = file('kev.json', catalogue('2025-08-25T17:04:19.9796Z', entry, other, { ...entry, cveID: 'none' }));
  const first = await report(path, '--marking', 'clear');
  assert.equal(first.format, 'kev');
  assert.deepEqual(counts(first), [2, 0, 0, 1]);
  const [held] = await find('value=cve-2025-48384');
  assert.equal(held?.['created'], '2025-08-25T00:00:00.000Z');
  assert.equal(held?.['x_kev_due_date'], '2025-09-15');
  assert.equal(held?.['x_kev_known_ransomware_campaign_use'], 'Unknown');
  assert.equal(held?.['x_kev_notes'], entry.notes);
  assert.deepEqual(held?.['external_references'], [
    { source_name: 'cve', external_id: 'CVE-2025-48384' },
    { source_name: 'cwe', external_id: 'CWE-59' },
    { source_name: 'cwe', external_id: 'CWE-436' },
    { source_name: 'cisa-kev', url: 'https://vendor.example/a' },
    { source_name: 'cisa-kev', url: 'https://nvd.example/%EF%BD%82' },
  ]);
  assert.deepEqual(counts(await report(path)), [0, 2, 0, 1]);

  const changed = { ...entry, knownRansomwareCampaignUse: 'Known' };
  const later = file('kev-later.json', catalogue('2025-10-01T00:00:00Z', changed, other));
  assert.deepEqual(counts(await report(later)), [0, 1, 1, 0]);
  const [now] = await find('value=cve-2025-48384');
  assert.equal(now?.['modified'], '2025-10-01T00:00:00.000Z');
  assert.deepEqual(now?.['labels'], ['known-exploited', 'ransomware']);
  const latest = file('kev-latest.json', catalogue('2025-11-01T00:00:00Z', changed, other));
  assert.deepEqual(counts(await report(latest)), [0, 2, 0, 0], 'a new release alone changes no entry');
});

test('values come in as indicators from text on standard input and from CSV, defanged or not, once', async () => {
  const text =
    '# a list\n198.51.100[.]23\nhxxps://bad[.]example/a?b=1  # seen in mail\n\nnothing to see\n0.0.0.0 ads.example tracker.example\n';
  const first = await run(['import', '--json', '-'], text);
  const { files } = JSON.parse(first.stdout) as { files: ImportReport[] };
  assert.deepEqual(counts(files[0]!), [4, 0, 0, 1]);
  assert.equal(files[0]?.refusals[0]?.place, 'line 5');
  const [url] = await find(`value=${encodeURIComponent('https://bad.example/a?b=1')}`);
  assert.equal(url?.['pattern'], "[url:value = 'https://bad.example/a?b=1']");
  assert.equal(url?.['description'], 'seen in mail');

  const path = file(
    'list.csv',
    'Indicator,Type,Comment,First Seen,Confidence\n"198.51.100.23",ip,,,\nbad.example,domain,"says ""hello"",\nthen more",2025-05-01 10:00:00,80\n',
  );
  assert.deepEqual(counts(await report(path)), [1, 1, 0, 0]);
  const [domain] = await find('value=bad.example');
  assert.equal(domain?.['valid_from'], '2025-05-01T10:00:00.000Z');
  assert.equal(domain?.['confidence'], 80);
  assert.equal(domain?.['description'], 'says "hello",\nthen more');
  assert.deepEqual(counts(await report(path)), [0, 2, 0, 0]);
});

const attribute = (number: number, more: object): object => ({
  uuid: `7777777${number}-7777-4777-8777-777777777777`,
  timestamp: '1772500000',
  to_ids: true,
  ...more,
});
const misp = (...Attribute: object[]): object => ({
  Event: {
    uuid: '66666666-6666-4666-8666-666666666666',
    info: 'Water works probed',
    date: '2026-03-01',
    timestamp: '1772600000',
    Orgc: { uuid: '66666666-7777-4777-8777-777777777777', name: 'CERT of the test' },
    Tag: [{ name: 'tlp:green' }],
    Attribute,
  },
});

test('a MISP event comes in once; a changed attribute is a new version, even when its time was forgotten', async () => {
  const address = attribute(1, { type: 'ip-src', value: '198.51.100.77' });
  const odd = attribute(2, { type: 'bank-account-nr', value: 'none of ours' });
  const first = await report(file('event.json', misp(address, odd, attribute(3, { type: 'ip-src', value: 3 }))));
  assert.equal(first.format, 'misp');
  assert.deepEqual(counts(first), [3, 0, 0, 1], 'author, indicator, report; and one attribute without a text');
  assert.deepEqual(first.kept, [{ place: 'Attribute/1', what: 'bank-account-nr none of ours' }]);
  assert.deepEqual(counts(await report(file('event.json', misp(address, odd)))), [0, 3, 0, 0]);
  const changed = attribute(1, { type: 'ip-src', value: '198.51.100.77', comment: 'Scanner' });
  assert.deepEqual(counts(await report(file('event.json', misp(changed, odd)))), [0, 2, 1, 0]);
  const [held] = await find('value=198.51.100.77');
  assert.equal(held?.['description'], 'Scanner');
  assert.equal(held?.['created'], '2026-03-01T00:00:00.000Z');
});

test('a level shares as far as asked, and sharing further later is no change', async () => {
  const [one, other] = [await hub.join('Sharer'), await hub.join('Reader')];
  const { communities } = await hub.agree({ parties: [one, other], communities: ['Power'] });
  const path = file('shared.txt', '203.0.113.9\n');
  const environment = { SANAD_URL: server.url, SANAD_TOKEN: one.token };
  await runCli(['import', path, '--marking', 'amber'], environment);
  const seen = async (): Promise<number> =>
    (await hub.call(other.token, 'GET', '/api/v1/objects?value=203.0.113.9')).body.count;
  assert.equal(await seen(), 0);
  const shared = await runCli(['import', path, '--marking', 'amber', '--community', communities[0] ?? ''], environment);
  assert.match(shared.stdout, /0 changed, 1 shared further, 0 refused/);
  assert.equal(await seen(), 1);
});

test('bad usage ends with status 2 and says what is wrong', async () => {
  const missing = await run(['import', join(folder, 'missing.json')]);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /missing\.json can't be read: ENOENT/);
  const xml = await run(['import', file('alert.xml', '<alert/>')]);
  assert.equal(xml.status, 2);
  const away = await runCli(['import', file('one.txt', '192.0.2.1')], { SANAD_URL: 'http://127.0.0.1:9' });
  assert.equal(away.status, 2);
  assert.match(away.stderr, /No hub answers at http:\/\/127\.0\.0\.1:9/);
  const nobody = await runCli(['import', '--json', file('two.txt', '192.0.2.2')], {
    SANAD_URL: server.url,
    SANAD_TOKEN: 'wrong',
  });
  assert.equal(nobody.status, 2);
  assert.equal((JSON.parse(nobody.stdout) as { ok: boolean }).ok, false);
});

const shared = process.env['SANAD_SHARED'] ?? new URL('../../../../../shared', import.meta.url).pathname;
const published = (name: string): string => join(shared, 'data', name);
const missing = !existsSync(published('kev')) && 'the shared data is not here';

test(
  'the published KEV catalogue and ATT&CK for ICS come in whole, and again without a change',
  { skip: missing },
  async () => {
    ({ token } = await hub.join('Reader of what is published'));
    const kev = published('kev/known_exploited_vulnerabilities.json');
    assert.deepEqual(counts(await report(kev, '--marking', 'clear')), [1404, 0, 0, 0]);
    assert.deepEqual(counts(await report(kev, '--marking', 'clear')), [0, 1404, 0, 0]);
    const attack = published('stix/ics-attack-18.1.json');
    assert.deepEqual(counts(await report(attack, '--marking', 'clear')), [1826, 0, 0, 0]);
    assert.deepEqual(counts(await report(attack, '--marking', 'clear')), [0, 1826, 0, 0]);
  },
);
