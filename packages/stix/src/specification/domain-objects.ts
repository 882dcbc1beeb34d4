import { commonProperties, killChainPhase } from './common.ts';
import {
  boolean,
  enumeration,
  format,
  list,
  reference,
  required,
  string,
  timestamp,
  vocabulary,
  type Properties,
  type Rule,
  type TypeDefinition,
} from './kind.ts';
import * as words from './vocabularies.ts';

const domainObject = (
  clause: string,
  type: string,
  properties: Properties,
  rules: readonly Rule[] = [],
): TypeDefinition => ({ type, category: 'sdo', clause, properties: { ...commonProperties, ...properties }, rules });

const killChainPhases = { kill_chain_phases: list(killChainPhase) };
const seen = { first_seen: timestamp, last_seen: timestamp };
const seenInOrder: Rule = { rule: 'not-before', later: 'last_seen', earlier: 'first_seen' };
const motives = {
  primary_motivation: vocabulary(words.attackMotivation),
  secondary_motivations: list(vocabulary(words.attackMotivation)),
};
const anyObject = reference('sdo', 'sco', 'sro', 'smo');

/** The domain objects: STIX 2.1 §4. */
export const domainObjects: readonly TypeDefinition[] = [
  domainObject('4.1', 'attack-pattern', {
    name: required(string),
    description: string,
    aliases: list(string),
    ...killChainPhases,
  }),
  domainObject(
    '4.2',
    'campaign',
    { name: required(string), description: string, aliases: list(string), ...seen, objective: string },
    [seenInOrder],
  ),
  domainObject('4.3', 'course-of-action', { name: required(string), description: string }),
  domainObject('4.4', 'grouping', {
    name: string,
    description: string,
    context: required(vocabulary(words.groupingContext)),
    object_refs: required(list(anyObject)),
  }),
  domainObject('4.5', 'identity', {
    name: required(string),
    description: string,
    roles: list(string),
    identity_class: vocabulary(words.identityClass),
    sectors: list(vocabulary(words.industrySector)),
    contact_information: string,
  }),
  domainObject('4.6', 'incident', { name: required(string), description: string }),
  domainObject(
    '4.7',
    'indicator',
    {
      name: string,
      description: string,
      indicator_types: list(vocabulary(words.indicatorType)),
      pattern: required(string),
      pattern_type: required(vocabulary(words.patternType)),
      pattern_version: string,
      valid_from: required(timestamp),
      valid_until: timestamp,
      ...killChainPhases,
    },
    [{ rule: 'after', later: 'valid_until', earlier: 'valid_from' }],
  ),
  domainObject(
    '4.8',
    'infrastructure',
    {
      name: required(string),
      description: string,
      infrastructure_types: list(vocabulary(words.infrastructureType)),
      aliases: list(string),
      ...killChainPhases,
      ...seen,
    },
    [seenInOrder],
  ),
  domainObject(
    '4.9',
    'intrusion-set',
    {
      name: required(string),
      description: string,
      aliases: list(string),
      ...seen,
      goals: list(string),
      resource_level: vocabulary(words.attackResourceLevel),
      ...motives,
    },
    [seenInOrder],
  ),
  domainObject(
    '4.10',
    'location',
    {
      name: string,
      description: string,
      latitude: { kind: 'float', minimum: -90, maximum: 90 },
      longitude: { kind: 'float', minimum: -180, maximum: 180 },
      precision: { kind: 'float' },
      region: vocabulary(words.region),
      country: format('country'),
      administrative_area: string,
      city: string,
      street_address: string,
      postal_code: string,
    },
    [
      { rule: 'at-least-one', of: ['region', 'country', 'latitude'] },
      { rule: 'needs', property: 'latitude', needs: ['longitude'] },
      { rule: 'needs', property: 'longitude', needs: ['latitude'] },
      { rule: 'needs', property: 'precision', needs: ['latitude', 'longitude'] },
    ],
  ),
  domainObject(
    '4.11',
    'malware',
    {
      name: string,
      description: string,
      malware_types: list(vocabulary(words.malwareType)),
      is_family: required(boolean),
      aliases: list(string),
      ...killChainPhases,
      ...seen,
      operating_system_refs: list(reference('software')),
      architecture_execution_envs: list(vocabulary(words.processorArchitecture)),
      implementation_languages: list(vocabulary(words.implementationLanguage)),
      capabilities: list(vocabulary(words.malwareCapability)),
      sample_refs: list(reference('file', 'artifact')),
    },
    [seenInOrder, { rule: 'needs', property: 'is_family', is: true, needs: ['name'] }],
  ),
  domainObject(
    '4.12',
    'malware-analysis',
    {
      product: required(string),
      version: string,
      host_vm_ref: reference('software'),
      operating_system_ref: reference('software'),
      installed_software_refs: list(reference('software')),
      configuration_version: string,
      modules: list(string),
      analysis_engine_version: string,
      analysis_definition_version: string,
      submitted: timestamp,
      analysis_started: timestamp,
      analysis_ended: timestamp,
      result_name: string,
      result: vocabulary(words.malwareResult),
      analysis_sco_refs: list(reference('sco')),
      sample_ref: reference('file', 'artifact', 'network-traffic'),
    },
    [{ rule: 'at-least-one', of: ['result', 'analysis_sco_refs'] }],
  ),
  domainObject('4.13', 'note', {
    abstract: string,
    content: required(string),
    authors: list(string),
    object_refs: required(list(anyObject)),
  }),
  domainObject(
    '4.14',
    'observed-data',
    {
      first_observed: required(timestamp),
      last_observed: required(timestamp),
      number_observed: required({ kind: 'integer', minimum: 1, maximum: 999_999_999 }),
      // The Observable Container of STIX 2.0; deprecated, its members are judged by validation/observed-data.ts.
      objects: { kind: 'anything' },
      object_refs: list(reference('sco', 'sro')),
    },
    [
      { rule: 'not-before', later: 'last_observed', earlier: 'first_observed' },
      { rule: 'exactly-one', of: ['objects', 'object_refs'] },
    ],
  ),
  domainObject('4.15', 'opinion', {
    explanation: string,
    authors: list(string),
    opinion: required(enumeration(words.opinionLevel)),
    object_refs: required(list(anyObject)),
  }),
  domainObject('4.16', 'report', {
    name: required(string),
    description: string,
    report_types: list(vocabulary(words.reportType)),
    published: required(timestamp),
    object_refs: required(list(anyObject)),
  }),
  domainObject(
    '4.17',
    'threat-actor',
    {
      name: required(string),
      description: string,
      threat_actor_types: list(vocabulary(words.threatActorType)),
      aliases: list(string),
      ...seen,
      roles: list(vocabulary(words.threatActorRole)),
      goals: list(string),
      sophistication: vocabulary(words.threatActorSophistication),
      resource_level: vocabulary(words.attackResourceLevel),
      ...motives,
      personal_motivations: list(vocabulary(words.attackMotivation)),
    },
    [seenInOrder],
  ),
  domainObject('4.18', 'tool', {
    name: required(string),
    description: string,
    tool_types: list(vocabulary(words.toolType)),
    aliases: list(string),
    ...killChainPhases,
    tool_version: string,
  }),
  domainObject('4.19', 'vulnerability', { name: required(string), description: string }),
];

/** The relationship objects: STIX 2.1 §5. */
export const relationshipObjects: readonly TypeDefinition[] = [
  {
    type: 'relationship',
    category: 'sro',
    clause: '5.1',
    properties: {
      ...commonProperties,
      relationship_type: required(string),
      description: string,
      source_ref: required(reference('sdo', 'sco')),
      target_ref: required(reference('sdo', 'sco')),
      start_time: timestamp,
      stop_time: timestamp,
    },
    rules: [{ rule: 'after', later: 'stop_time', earlier: 'start_time' }],
  },
  {
    type: 'sighting',
    category: 'sro',
    clause: '5.2',
    properties: {
      ...commonProperties,
      description: string,
      ...seen,
      count: { kind: 'integer', minimum: 0, maximum: 999_999_999 },
      sighting_of_ref: required(reference('sdo')),
      observed_data_refs: list(reference('observed-data')),
      where_sighted_refs: list(reference('identity', 'location')),
      summary: boolean,
    },
    rules: [seenInOrder],
  },
];
