import { randomUUID } from 'node:crypto';
import { TLP } from '@sanad/stix';

/** An object for a test, as it would come in. */
export type TestObject = Record<string, unknown> & { id: string };

const stamp = '2026-01-01T00:00:00.000Z';

/** Properties that mark an object with a TLP level. */
export const marked = (level: 'CLEAR' | 'GREEN' | 'AMBER' | 'AMBER+STRICT' | 'RED') => ({
  object_marking_refs: [TLP[`TLP:${level}`].id],
});

/** A valid object of a type, with an id of its own. */
export const testObject = (type: string, more: object): TestObject => ({
  type,
  spec_version: '2.1',
  id: `${type}--${randomUUID()}`,
  created: stamp,
  modified: stamp,
  ...more,
});

/** A note, unmarked unless `more` says so. */
export const note = (more: object = {}): TestObject =>
  testObject('note', { content: 'for a test', object_refs: [`indicator--${randomUUID()}`], ...more });

/** An indicator of one address. */
export const indicator = (more: object = {}): TestObject =>
  testObject('indicator', {
    name: 'Beacon of the test',
    pattern: "[ipv4-addr:value = '198.51.100.7']",
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00Z',
    ...more,
  });
