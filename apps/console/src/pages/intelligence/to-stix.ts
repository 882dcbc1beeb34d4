import type { Level } from '../../hub/answers.ts';
import { recognise } from './recognise.ts';

/** The TLP 2.0 markings by level: the ids that FIRST and OASIS fixed. */
const markings: Readonly<Partial<Record<Level, string>>> = {
  CLEAR: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};

/** What the form of a submission holds. */
export interface Written {
  readonly kind: 'indicator' | 'vulnerability' | 'incident';
  readonly name: string;
  readonly description: string;
  /** The value of an indicator, or the CVE number of a vulnerability. */
  readonly value: string;
}

/** Makes the STIX object that a form describes; undefined while its value is none. */
export function toStix(written: Written, level: Level, party: string, now = new Date()) {
  const created = now.toISOString();
  const marking = markings[level];
  const common = {
    type: written.kind,
    spec_version: '2.1',
    id: `${written.kind}--${crypto.randomUUID()}`,
    created_by_ref: party,
    created,
    modified: created,
    name: written.name.trim() || written.value.trim(),
    ...(written.description.trim() && { description: written.description.trim() }),
    ...(marking && { object_marking_refs: [marking] }),
  };
  switch (written.kind) {
    case 'incident':
      return common;
    case 'vulnerability': {
      const cve = written.value.trim().toUpperCase();
      return { ...common, ...(cve && { external_references: [{ source_name: 'cve', external_id: cve }] }) };
    }
    case 'indicator': {
      const found = recognise(written.value);
      if (!found) return undefined;
      const indicator = { pattern: found.pattern, pattern_type: 'stix', valid_from: created };
      return { ...common, name: written.name.trim() || found.value, ...indicator };
    }
  }
}
