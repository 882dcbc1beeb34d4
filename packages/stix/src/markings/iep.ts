import { failure, ok, type Result } from '@sanad/result';
import type { StixObject } from '../common/stix-object.ts';
import { compareTimestamps } from '../common/timestamp.ts';
import { IEP_2_EXTENSION, knownExtensions } from '../specification/known-extensions.ts';
import { compileKind } from '../validation/kinds.ts';
import { Report } from '../validation/report.ts';
import { normaliseMarking, type TlpLevel } from './tlp.ts';

/** What a recipient may do with information: FIRST IEP 2.0, from nothing to everything. */
export type PermittedAction =
  | 'none'
  | 'contact-for-instruction'
  | 'internally-visible-actions'
  | 'externally-visible-indirect-actions'
  | 'externally-visible-direct-actions';

/** A policy of the FIRST Information Exchange Policy framework 2.0. */
export interface ExchangePolicy {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly tlp: TlpLevel;
  readonly encryptInTransit: 'must' | 'may';
  readonly permittedActions: readonly PermittedAction[];
  readonly affectedPartyNotifications: 'may' | 'must-not';
  readonly providerAttribution: 'may' | 'must' | 'must-not';
  readonly unmodifiedResale: 'may' | 'must-not';
  /** When the policy begins and ends to apply, as STIX timestamps. */
  readonly startDate: string;
  readonly endDate?: string;
}

const extension = knownExtensions[IEP_2_EXTENSION];
if (!extension) throw new Error('the table of known extensions has no IEP 2.0');
const checkExtension = compileKind(extension, extension.clause);

/** The form of the extension after it has been checked. */
interface Checked {
  readonly iep_id: string;
  readonly description?: string;
  readonly tlp: string;
  readonly encrypt_in_transit: ExchangePolicy['encryptInTransit'];
  readonly permitted_actions: PermittedAction | readonly PermittedAction[];
  readonly affected_party_notifications: ExchangePolicy['affectedPartyNotifications'];
  readonly provider_attribution: ExchangePolicy['providerAttribution'];
  readonly unmodified_resale: ExchangePolicy['unmodifiedResale'];
  readonly start_date: string;
  readonly end_date?: string;
}

/** The IEP 2.0 policy that a marking definition carries; undefined if it carries none. */
export function exchangePolicyOf(marking: StixObject): Result<ExchangePolicy> | undefined {
  const found = marking.extensions?.[IEP_2_EXTENSION];
  if (found === undefined) return undefined;
  const report = new Report({});
  checkExtension(found, 'extensions', IEP_2_EXTENSION, report);
  if (report.issues.length > 0) return failure(...report.issues);
  const checked = found as unknown as Checked;
  const tlp = normaliseMarking(checked.tlp);
  if (!tlp) throw new Error(`a checked policy has the level ${checked.tlp}`);
  return ok({
    id: checked.iep_id,
    ...(typeof marking['name'] === 'string' && { name: marking['name'] }),
    ...(checked.description !== undefined && { description: checked.description }),
    tlp,
    encryptInTransit: checked.encrypt_in_transit,
    permittedActions: [checked.permitted_actions].flat(),
    affectedPartyNotifications: checked.affected_party_notifications,
    providerAttribution: checked.provider_attribution,
    unmodifiedResale: checked.unmodified_resale,
    startDate: checked.start_date,
    ...(checked.end_date !== undefined && { endDate: checked.end_date }),
  });
}

/** Whether a policy applies at an instant, given as a STIX timestamp. */
export const isInForce = ({ startDate, endDate }: ExchangePolicy, at: string): boolean =>
  compareTimestamps(startDate, at) <= 0 && (endDate === undefined || compareTimestamps(at, endDate) < 0);
