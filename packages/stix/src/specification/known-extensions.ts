import { list, object, required, string, timestamp, type Kind, type ObjectKind } from './kind.ts';

const word = (...values: string[]): Kind => ({ kind: 'literal', values });

/** The extension-definition of TLP 2.0 markings, by the OASIS CTI committee. */
export const TLP_2_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
/** The extension-definition of IEP 2.0 markings (FIRST Information Exchange Policy), by the OASIS CTI committee. */
export const IEP_2_EXTENSION = 'extension-definition--762e2e97-ee51-43e5-a9ea-165fbb862c4a';

const permittedAction = word(
  'none',
  'contact-for-instruction',
  'internally-visible-actions',
  'externally-visible-indirect-actions',
  'externally-visible-direct-actions',
);

/** What well-known extension-definitions say of their properties. */
export const knownExtensions: Readonly<Record<string, ObjectKind>> = {
  [TLP_2_EXTENSION]: object('7.2.1', {
    extension_type: required(word('property-extension')),
    tlp_2_0: required(word('clear', 'green', 'amber', 'amber+strict', 'red')),
  }),
  [IEP_2_EXTENSION]: object(
    '7.2.1',
    {
      extension_type: required(word('property-extension')),
      encrypt_in_transit: required(word('must', 'may')),
      // The committee's text has one action, its own code a list.
      permitted_actions: required({ kind: 'either', of: [permittedAction, list(permittedAction)] }),
      affected_party_notifications: required(word('may', 'must-not')),
      tlp: required(word('red', 'amber', 'green', 'white')),
      provider_attribution: required(word('may', 'must', 'must-not')),
      unmodified_resale: required(word('may', 'must-not')),
      iep_id: required(string),
      iep_version: required({ kind: 'float', minimum: 2, maximum: 2 }),
      description: string,
      start_date: required(timestamp),
      end_date: timestamp,
    },
    [{ rule: 'after', later: 'end_date', earlier: 'start_date' }],
  ),
};
