/** Relationships that may join any objects of the same type, or with `related-to` of any: STIX 2.1 §3.7. */
const COMMON = new Set(['derived-from', 'duplicate-of', 'related-to']);

const observables =
  'artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr mutex ' +
  'network-traffic process software url user-account windows-registry-key x509-certificate';
const addresses = 'ipv4-addr ipv6-addr domain-name url';
const means = 'attack-pattern infrastructure malware tool';

/** By source and relationship type, the types it may point to: the relationship tables of STIX 2.1 §4 and §6. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'attack-pattern': { delivers: 'malware', targets: 'identity location vulnerability', uses: 'malware tool' },
  campaign: {
    'attributed-to': 'intrusion-set threat-actor',
    compromises: 'infrastructure',
    'originates-from': 'location',
    targets: 'identity location vulnerability',
    uses: means,
  },
  'course-of-action': {
    investigates: 'indicator',
    mitigates: 'attack-pattern indicator malware tool vulnerability',
    remediates: 'malware vulnerability',
  },
  'domain-name': { 'resolves-to': 'domain-name ipv4-addr ipv6-addr' },
  identity: { 'located-at': 'location' },
  indicator: {
    indicates: 'attack-pattern campaign infrastructure intrusion-set malware threat-actor tool',
    'based-on': 'observed-data',
  },
  infrastructure: {
    'communicates-with': `infrastructure ${addresses}`,
    'consists-of': `infrastructure observed-data ${observables}`,
    controls: 'infrastructure malware',
    delivers: 'malware',
    has: 'vulnerability',
    hosts: 'tool malware',
    'located-at': 'location',
    uses: 'infrastructure',
  },
  'intrusion-set': {
    'attributed-to': 'threat-actor',
    compromises: 'infrastructure',
    hosts: 'infrastructure',
    owns: 'infrastructure',
    'originates-from': 'location',
    targets: 'identity location vulnerability',
    uses: means,
  },
  'ipv4-addr': { 'resolves-to': 'mac-addr', 'belongs-to': 'autonomous-system' },
  'ipv6-addr': { 'resolves-to': 'mac-addr', 'belongs-to': 'autonomous-system' },
  malware: {
    'authored-by': 'threat-actor intrusion-set',
    'beacons-to': 'infrastructure',
    'communicates-with': addresses,
    controls: 'malware',
    downloads: 'malware tool file',
    drops: 'malware tool file',
    'exfiltrates-to': 'infrastructure',
    exploits: 'vulnerability',
    'originates-from': 'location',
    targets: 'identity infrastructure location vulnerability',
    uses: means,
    'variant-of': 'malware',
  },
  'malware-analysis': {
    characterizes: 'malware',
    'analysis-of': 'malware',
    'static-analysis-of': 'malware',
    'dynamic-analysis-of': 'malware',
  },
  'threat-actor': {
    'attributed-to': 'identity',
    compromises: 'infrastructure',
    hosts: 'infrastructure',
    owns: 'infrastructure',
    impersonates: 'identity',
    'located-at': 'location',
    targets: 'identity location vulnerability',
    uses: means,
  },
  tool: {
    delivers: 'malware',
    drops: 'malware',
    has: 'vulnerability',
    targets: 'identity infrastructure location vulnerability',
    uses: 'infrastructure',
  },
};

const targets = new Map(
  Object.entries(table).flatMap(([source, relationships]) =>
    Object.entries(relationships).map(([type, to]) => [`${source} ${type}`, new Set(to.split(' '))] as const),
  ),
);

/** Whether the specification names a relationship of this type between objects of these types. */
export function isNamedRelationship(source: string, type: string, target: string): boolean {
  if (COMMON.has(type)) return type === 'related-to' || source === target;
  return targets.get(`${source} ${type}`)?.has(target) ?? false;
}
