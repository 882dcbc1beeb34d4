import { observableProperties } from './common.ts';
import type { ObjectKind, Properties, Rule, TypeDefinition } from './kind.ts';

interface Details {
  readonly identifiedBy: readonly string[];
  readonly rules?: readonly Rule[];
  readonly extensions?: Readonly<Record<string, ObjectKind>>;
}

/** A type of cyber-observable object. */
export const observable = (clause: string, type: string, properties: Properties, details: Details): TypeDefinition => ({
  type,
  category: 'sco',
  clause,
  properties: { ...observableProperties, ...properties },
  rules: details.rules ?? [],
  identifiedBy: details.identifiedBy,
  extensions: details.extensions ?? {},
});

/** At least one property of the object's own must be there: STIX 2.1 §6.13 and its like. */
export const someOf = (properties: Properties): Rule => ({
  rule: 'at-least-one',
  of: [...Object.keys(properties), 'extensions'],
});
