import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StixObject } from '../common/stix-object.ts';
import { IEP_2_EXTENSION } from '../specification/known-extensions.ts';
import { strictestMarking } from './strictest-marking.ts';
import { TLP, TLP_1 } from './tlp.ts';

test('of several markings the strictest counts, and one unknown makes all unknown', () => {
  assert.equal(strictestMarking([TLP['TLP:GREEN'].id, TLP_1['TLP:AMBER'].id, 'tlp:clear']), 'TLP:AMBER');
  assert.equal(
    strictestMarking([TLP['TLP:GREEN'].id, 'marking-definition--5e57f73f-3cab-4dd5-9c41-2c5d7c5cdb15']),
    undefined,
  );
  assert.equal(strictestMarking([]), undefined);
});

const marking = (properties: object): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: 'marking-definition--da05d443-ad8d-46fc-abf5-31d3d00290f1',
  created: '2026-01-01T00:00:00.000Z',
  ...properties,
});

test('a statement does not count, a policy counts with its level, anything else is unknown', () => {
  const statement = marking({ definition_type: 'statement', definition: { statement: '© 2026' } });
  const terms = {
    extension_type: 'property-extension',
    encrypt_in_transit: 'may',
    permitted_actions: 'none',
    affected_party_notifications: 'may',
    tlp: 'red',
    provider_attribution: 'may',
    unmodified_resale: 'may',
    iep_id: 'a',
    iep_version: 2,
    start_date: '2026-01-01T00:00:00Z',
  };
  const policy = marking({ extensions: { [IEP_2_EXTENSION]: terms } });
  assert.equal(strictestMarking([statement]), undefined);
  assert.equal(strictestMarking([statement, TLP['TLP:GREEN']]), 'TLP:GREEN');
  assert.equal(strictestMarking([policy, TLP['TLP:GREEN'].id]), 'TLP:RED');
  assert.equal(strictestMarking([marking({ definition_type: 'other', definition: {} }), TLP['TLP:GREEN']]), undefined);
  assert.equal(strictestMarking([marking({ extensions: { [IEP_2_EXTENSION]: {} } })]), undefined);
});
