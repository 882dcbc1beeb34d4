import { boolean, format, list, object, reference, required, string, type Kind, type Properties } from './kind.ts';

const versionTimestamp: Kind = { kind: 'timestamp', precision: 'millisecond' };

/** Who may be named as the creator of an object: an identity. */
export const creator = reference('identity');

/** External reference: STIX 2.1 §2.5. */
export const externalReference = object(
  '2.5',
  {
    source_name: required(string),
    description: string,
    url: format('reference-url'),
    hashes: { kind: 'hashes' },
    external_id: string,
  },
  [{ rule: 'at-least-one', of: ['description', 'url', 'external_id'] }],
);

/** Granular marking: STIX 2.1 §7.2.3. */
export const granularMarking = object(
  '7.2.3',
  {
    lang: format('language'),
    marking_ref: reference('marking-definition'),
    selectors: required(list(string)),
  },
  [{ rule: 'exactly-one', of: ['lang', 'marking_ref'] }],
);

/** Kill chain phase: STIX 2.1 §2.11. */
export const killChainPhase = object('2.11', {
  kill_chain_name: required(format('kill-chain-name')),
  phase_name: required(format('kill-chain-name')),
});

// The values of type and id are judged by validation/object.ts, extensions by validation/extensions.ts.
const everywhere: Properties = {
  type: required(string),
  id: required(string),
  object_marking_refs: list(reference('marking-definition')),
  granular_markings: list(granularMarking),
  extensions: { kind: 'elsewhere' },
};

const specVersion: Kind = { kind: 'literal', values: ['2.1'] };

/** The properties that every domain and relationship object may have: STIX 2.1 §3.2. */
export const commonProperties: Properties = {
  ...everywhere,
  spec_version: required(specVersion),
  created_by_ref: creator,
  created: required(versionTimestamp),
  modified: required(versionTimestamp),
  revoked: boolean,
  labels: list(string),
  confidence: { kind: 'integer', minimum: 0, maximum: 100 },
  lang: format('language'),
  external_references: list(externalReference),
};

/** The properties that every cyber-observable object may have: STIX 2.1 §3.2. */
export const observableProperties: Properties = {
  ...everywhere,
  spec_version: specVersion,
  defanged: boolean,
};

/** The common properties that a STIX 2.0 object shares with 2.1; the rest of it is not judged here. */
export const version20Properties: Properties = {
  ...commonProperties,
  spec_version: { kind: 'literal', values: ['2.0'] },
};
