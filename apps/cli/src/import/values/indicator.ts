import { deterministicId } from '../deterministic-id.ts';
import type { Draft } from '../found.ts';
import type { Value, ValueKind } from './classify.ts';

/** What else a list tells of a value. */
export interface Remarks {
  readonly description?: string | undefined;
  /** When it was first seen, as a STIX timestamp. */
  readonly since?: string | undefined;
  readonly confidence?: number | undefined;
  readonly labels?: readonly string[] | undefined;
}

const subjects: Readonly<Record<ValueKind, string>> = {
  ipv4: 'ipv4-addr:value =',
  ipv6: 'ipv6-addr:value =',
  'ipv4-range': 'ipv4-addr:value ISSUBSET',
  'ipv6-range': 'ipv6-addr:value ISSUBSET',
  domain: 'domain-name:value =',
  url: 'url:value =',
  email: 'email-addr:value =',
  MD5: 'file:hashes.MD5 =',
  'SHA-1': "file:hashes.'SHA-1' =",
  'SHA-256': "file:hashes.'SHA-256' =",
  'SHA-512': "file:hashes.'SHA-512' =",
};

/** The pattern that a value stands for. */
export const patternOf = ({ kind, value }: Value): string => `[${subjects[kind]} ${literal(value)}]`;

/** A string of the pattern language. */
export const literal = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;

/** The indicator of a value: the same value always has the same id. */
export function indicatorOf(value: Value, remarks: Remarks, now: string): Draft {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: deterministicId('indicator', 'value', value.kind, value.value),
    created: now,
    modified: now,
    name: value.value,
    ...(remarks.description ? { description: remarks.description } : {}),
    indicator_types: ['malicious-activity'],
    pattern: patternOf(value),
    pattern_type: 'stix',
    valid_from: remarks.since ?? now,
    ...(remarks.confidence === undefined ? {} : { confidence: remarks.confidence }),
    ...(remarks.labels?.length ? { labels: remarks.labels } : {}),
  };
}
