import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { builtInMappings } from './built-in.ts';
import { type Mapping, readMapping } from './mapping.ts';
import { createNormaliser } from './normalise.ts';

const normalise = createNormaliser();

void test('all built-in mappings are well formed and have names of their own', () => {
  for (const mapping of builtInMappings) assert.ok(readMapping(mapping).ok, mapping.name);
  assert.equal(new Set(builtInMappings.map(({ name }) => name)).size, builtInMappings.length);
});

/** What an event is taken for: the mapping, the log sources, and some fields by the names that rules use. */
const cases: readonly [event: Record<string, unknown>, mapping: string, sources: string[], fields: object][] = [
  [
    {
      Event: {
        System: {
          Provider: { '#attributes': { Name: 'P' } },
          EventID: { '#attributes': { Qualifiers: 0 }, '#text': 1 },
          Channel: 'Microsoft-Windows-Sysmon/Operational',
        },
        EventData: { Image: 'a.exe' },
      },
    },
    'windows-evtx-dump',
    ['windows', 'windows/sysmon', 'windows/sysmon/process_creation'],
    { Provider_Name: 'P', EventID: 1, EventID_Qualifiers: 0, Image: 'a.exe' },
  ],
  [
    {
      '@timestamp': 'x',
      winlog: { channel: 'Security', event_id: '4688', event_data: { NewProcessName: 'a.exe', CommandLine: 'a -b' } },
    },
    'winlogbeat',
    ['windows', 'windows/security', 'windows/security/process_creation'],
    { EventID: '4688', Image: 'a.exe', CommandLine: 'a -b' },
  ],
  [
    { Channel: 'security', EventID: 4624, SourceName: 'Microsoft-Windows-Security-Auditing', Hostname: 'h' },
    'windows-flat',
    ['windows', 'windows/security'],
    { Provider_Name: 'Microsoft-Windows-Security-Auditing', Computer: 'h' },
  ],
  [
    { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 12, EventType: 'DeleteValue' },
    'windows-flat',
    ['windows', 'windows/sysmon', 'windows/sysmon/registry_event', 'windows/sysmon/registry_delete'],
    {},
  ],
  [{ product: 'Cisco', service: 'aaa', message: 'm' }, 'labelled', ['cisco/aaa'], { message: 'm' }],
  [
    {
      ecs: { version: '8' },
      host: { os: { type: 'linux' } },
      event: { category: ['process'], type: ['start'] },
      process: { executable: '/bin/sh', parent: { executable: '/init' } },
    },
    'ecs',
    ['linux', 'linux//process_creation'],
    { Image: '/bin/sh', ParentImage: '/init' },
  ],
  [
    { _path: 'dns', 'id.orig_h': '10.0.0.1', query: 'q', qtype_name: 'A' },
    'zeek',
    ['zeek', 'zeek/dns', 'zeek//dns'],
    { record_type: 'A', 'id.orig_h': '10.0.0.1' },
  ],
  [
    { event_type: 'http', flow_id: 1, http: { url: '/x', hostname: 'h' }, dest_ip: '1.2.3.4' },
    'suricata-eve',
    ['suricata', 'suricata//proxy', 'suricata//webserver'],
    { 'c-uri': '/x', 'cs-host': 'h', dst_ip: '1.2.3.4' },
  ],
  [{ eventSource: 's3.amazonaws.com', eventName: 'x', awsRegion: 'r' }, 'aws-cloudtrail', ['aws/cloudtrail'], {}],
  [
    { operationName: 'Add user', category: 'AuditLogs', resourceId: 'x', properties: { loggedByService: 'Core' } },
    'azure',
    ['azure/activitylogs', 'azure/auditlogs'],
    { OperationName: 'Add user', LoggedByService: 'Core' },
  ],
  [{ protoPayload: { methodName: 'm', serviceName: 's' } }, 'gcp', ['gcp/gcp.audit'], { 'gcp.audit.method_name': 'm' }],
  [{ eventType: 'user.x', actor: { alternateId: 'a' }, published: 'p' }, 'okta', ['okta/okta'], {}],
  [{ Workload: 'Exchange', Operation: 'New' }, 'm365', ['m365/audit', 'm365/exchange'], { eventName: 'New' }],
  [{ verb: 'get', requestURI: '/', auditID: '1' }, 'kubernetes-audit', ['kubernetes/audit/application'], {}],
  [{ action: 'repo.x', actor: 'a', '@timestamp': 1 }, 'github', ['github/audit'], {}],
  [
    { type: 'EXECVE', msg: 'audit(1)', a0: 'ls' },
    'auditd',
    ['linux/auditd', 'linux/auditd/process_creation'],
    { a0: 'ls' },
  ],
  [
    { SYSCALL: { exe: '/bin/ls', key: 'k' }, EXECVE: { ARGV_STR: 'ls -l' } },
    'laurel',
    ['linux/auditd', 'linux//process_creation'],
    { exe: '/bin/ls', Image: '/bin/ls', CommandLine: 'ls -l' },
  ],
  [
    { deviceVendor: 'Zscaler', deviceProduct: 'NSS', request: 'http://x', src: '1.1.1.1' },
    'cef',
    ['//proxy'],
    { 'c-uri': 'http://x', src_ip: '1.1.1.1' },
  ],
  [{ program: 'sshd', message: 'Accepted', host: 'h' }, 'syslog', ['linux/syslog', 'linux/auth', 'linux/sshd'], {}],
];

for (const [event, mapping, sources, fields] of cases) {
  void test(`${mapping}: ${sources.at(-1)}`, () => {
    const before = JSON.stringify(event);
    const normalised = normalise(event);
    assert.equal(normalised.mapping, mapping);
    const spelled = normalised.sources.map(({ product = '', service = '', category = '' }) =>
      `${product}/${service}/${category}`.replace(/\/+$/, ''),
    );
    assert.deepEqual(spelled, sources);
    for (const [name, value] of Object.entries(fields)) assert.deepEqual(normalised.event[name], value, name);
    assert.equal(JSON.stringify(event), before, 'the event itself is left as it was');
    assert.equal(normalise(event).sources, normalised.sources, 'the same array, so that plans are found quickly');
  });
}

void test('an unknown event is left as it is and belongs nowhere', () => {
  assert.deepEqual(normalise({ a: 1 }), { event: { a: 1 }, sources: [], mapping: undefined });
});

void test('a mapping of the user comes first', () => {
  const own: Mapping = {
    name: 'scada',
    present: ['plc'],
    rename: { 'value.now': 'reading' },
    routes: [{ when: { plc: ['PUMP'] }, is: { product: 'scada' } }],
  };
  const result = createNormaliser([own])({ product: 'x', plc: 'pump', value: { now: 7 } });
  assert.deepEqual(result.sources, [{ product: 'scada' }]);
  assert.equal(result.event['reading'], 7);
});

void test('a mapping with mistakes is refused with where they are', () => {
  const result = readMapping({ name: 'x', present: [], routes: [{ when: { a: 'b' }, is: { host: 'h' } }] });
  assert.deepEqual(result.ok ? [] : result.issues.map(({ path }) => path), ['present', 'routes/0/when', 'routes/0/is']);
});

const shared = process.env['SANAD_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const file = join(shared, 'cases/sigma/regression.jsonl');

void test(
  'published Windows events are flattened as published',
  { skip: existsSync(file) ? false : `no ${file}` },
  () => {
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const { events, flat } = JSON.parse(line) as {
        events: Record<string, unknown>[];
        flat: Record<string, unknown>[];
      };
      for (const [index, event] of events.entries()) {
        const expected = { ...flat[index] };
        // Rules know the program of a Security event 4688 by another name, which is added.
        if ('NewProcessName' in expected) Object.assign(expected, { Image: expected['NewProcessName'] });
        if ('ParentProcessName' in expected) Object.assign(expected, { ParentImage: expected['ParentProcessName'] });
        const actual = normalise(event).event;
        assert.deepEqual(actual, expected);
      }
    }
  },
);
