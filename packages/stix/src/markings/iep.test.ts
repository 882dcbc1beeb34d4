import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StixObject } from '../common/stix-object.ts';
import { IEP_2_EXTENSION } from '../specification/known-extensions.ts';
import { validate } from '../validation/validate.ts';
import { exchangePolicyOf, isInForce } from './iep.ts';
import { TLP } from './tlp.ts';

const terms = {
  extension_type: 'property-extension',
  encrypt_in_transit: 'must',
  permitted_actions: 'internally-visible-actions',
  affected_party_notifications: 'must-not',
  tlp: 'white',
  provider_attribution: 'may',
  unmodified_resale: 'must-not',
  iep_id: '0224bfdf-ea3a-49c3-96f6-66d908bb1845',
  iep_version: 2,
  start_date: '2026-01-01T00:00:00Z',
  end_date: '2027-01-01T00:00:00Z',
};

const marking = (change: object = {}): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: 'marking-definition--da05d443-ad8d-46fc-abf5-31d3d00290f1',
  created: '2026-01-01T00:00:00.000Z',
  name: 'Utilities only',
  extensions: { [IEP_2_EXTENSION]: { ...terms, ...change } },
});

test('a policy is read, with its TLP level normalised', () => {
  assert.ok(validate(marking()).ok);
  assert.deepEqual(exchangePolicyOf(marking()), {
    ok: true,
    value: {
      id: '0224bfdf-ea3a-49c3-96f6-66d908bb1845',
      name: 'Utilities only',
      tlp: 'TLP:CLEAR',
      encryptInTransit: 'must',
      permittedActions: ['internally-visible-actions'],
      affectedPartyNotifications: 'must-not',
      providerAttribution: 'may',
      unmodifiedResale: 'must-not',
      startDate: '2026-01-01T00:00:00Z',
      endDate: '2027-01-01T00:00:00Z',
    },
  });
});

test('a policy with a wrong term is refused, by validate too', () => {
  const wrong = marking({ unmodified_resale: 'must', end_date: '2025-01-01T00:00:00Z' });
  const result = exchangePolicyOf(wrong);
  assert.deepEqual(result?.ok === false && result.issues.map(({ code, path }) => [code, path.split('/').at(-1)]), [
    ['wrong-value', 'unmodified_resale'],
    ['wrong-order', 'end_date'],
  ]);
  assert.equal(validate(wrong).ok, false);
});

test('other markings have no policy', () => {
  assert.equal(exchangePolicyOf(TLP['TLP:RED']), undefined);
});

test('a policy is in force from its start up to its end', () => {
  const result = exchangePolicyOf(marking());
  assert.ok(result?.ok);
  const at = ['2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z'];
  assert.deepEqual(
    at.map((instant) => isInForce(result.value, instant)),
    [false, true, true, false],
  );
});
