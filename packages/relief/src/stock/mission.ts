import { failure, ok, type Result } from '@sanad/result';

/** What passes through the phases of mutual aid (EMAC: request and offer, response, reimbursement). */
export type MissionKind = 'request' | 'offer' | 'commitment' | 'shipment';

/** Where it is in them. */
export type MissionState =
  | 'requested'
  | 'offered'
  | 'agreed'
  | 'mobilised'
  | 'in-transit'
  | 'delivered'
  | 'returned'
  | 'reimbursed'
  | 'declined'
  | 'withdrawn'
  | 'cancelled'
  | 'lost';

/** On whose behalf a step is taken. */
export type MissionRole = 'requester' | 'provider' | 'coordinator';

/** A step that was taken: who, when, with what to show for it. */
export interface MissionStep {
  readonly to: MissionState;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** The member who took it. */
  readonly by: string;
  readonly role: MissionRole;
  /** Ids of documents, photographs or readings. */
  readonly evidence?: readonly string[];
}

interface Rule {
  readonly roles: readonly MissionRole[];
  /** Whether the step needs something to show for it. */
  readonly evidence?: true;
}

type Rules = Readonly<Partial<Record<MissionState | 'new', Readonly<Partial<Record<MissionState, Rule>>>>>>;

const requester: Rule = { roles: ['requester', 'coordinator'] };
const provider: Rule = { roles: ['provider', 'coordinator'] };
const either: Rule = { roles: ['requester', 'provider', 'coordinator'] };
const shown = (rule: Rule): Rule => ({ ...rule, evidence: true });

/** Response and reimbursement, which requests share with what answers them. */
const response: Rules = {
  agreed: { mobilised: provider, cancelled: either },
  mobilised: { 'in-transit': provider, cancelled: either },
  'in-transit': { delivered: shown(either), lost: shown(provider) },
  delivered: { returned: shown(either), reimbursed: shown(requester) },
  returned: { reimbursed: shown(requester) },
  lost: { reimbursed: shown(requester) },
};

const RULES: Readonly<Record<MissionKind, Rules>> = {
  request: {
    ...response,
    new: { requested: requester },
    requested: { offered: provider, cancelled: requester },
    // An offer that is withdrawn or declined leaves the request open.
    offered: { agreed: requester, requested: either, cancelled: requester },
  },
  offer: {
    new: { offered: provider },
    offered: { agreed: requester, declined: requester, withdrawn: provider },
  },
  commitment: { ...response, new: { agreed: either } },
  shipment: {
    new: { mobilised: provider },
    mobilised: { 'in-transit': provider, cancelled: either },
    'in-transit': { delivered: shown(either), lost: shown(provider) },
    delivered: { returned: shown(either) },
  },
};

/** The states that can follow one, for a kind and, if given, a role. */
export function nextStates(kind: MissionKind, from: MissionState | 'new', role?: MissionRole): MissionState[] {
  return Object.entries(RULES[kind][from] ?? {})
    .filter(([, rule]) => role === undefined || rule.roles.includes(role))
    .map(([state]) => state as MissionState);
}

/** The history with a step added, if it may follow: in order, by the right side, later in time, with its evidence. */
export function takeStep(kind: MissionKind, history: readonly MissionStep[], step: MissionStep): Result<MissionStep[]> {
  const last = history.at(-1);
  const from = last?.to ?? 'new';
  const rule = RULES[kind][from]?.[step.to];
  const fail = (code: string, path: string, message: string) =>
    failure({ code, path, message, spec: 'EMAC: request and offer, response, reimbursement' });
  if (!rule) {
    const open = nextStates(kind, from).join(', ') || 'nothing';
    return fail('wrong-order', 'to', `A ${kind} that is ${from} can't become ${step.to}; it can become ${open}.`);
  }
  if (!rule.roles.includes(step.role)) {
    return fail(
      'wrong-role',
      'role',
      `${rule.roles.join(' or ')} must take the step to ${step.to}, not the ${step.role}.`,
    );
  }
  if (last && step.at < last.at) return fail('back-in-time', 'at', `The step to ${step.to} is before the last one.`);
  if (rule.evidence && !step.evidence?.length) {
    return fail(
      'no-evidence',
      'evidence',
      `The step to ${step.to} needs evidence, such as a signature or a photograph.`,
    );
  }
  return ok([...history, step]);
}
