import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Moment = ColumnType<Date, Date | string | undefined, Date | string>;
type Later = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Names = ColumnType<Partial<Record<'ar' | 'en', string>>, string | undefined, string>;

/** The tables of the hub as its queries see them; the form itself is in `migrations/`. */
export interface Tables {
  setting: { name: string; value: JSONColumnType<Record<string, unknown>> };
  party: {
    id: string;
    key: Generated<number>;
    name: string;
    names: Names;
    kind: string;
    sectors: Generated<string[]>;
    country: string | null;
    contacts: ColumnType<Contact[], string | undefined, string>;
    reliability: Generated<string>;
    is_hub: Generated<boolean>;
    active: Generated<boolean>;
    exercise: Generated<boolean>;
    created: Moment;
  };
  member: {
    id: Generated<string>;
    party: string;
    email: string;
    name: string;
    roles: string[];
    language: Generated<string>;
    password: string | null;
    active: Generated<boolean>;
    created: Moment;
  };
  passkey: {
    id: string;
    member: string;
    name: string;
    public_key: Buffer;
    counter: number;
    transports: Generated<string[]>;
    created: Moment;
    last_used: Later;
  };
  session: {
    id: Generated<string>;
    secret: Buffer;
    member: string;
    created: Moment;
    last_seen: Moment;
    expires: Moment;
    revoked: Later;
    agent: string | null;
    method: string;
  };
  token: {
    id: Generated<string>;
    secret: Buffer;
    member: string;
    name: string;
    scopes: string[];
    created: Moment;
    expires: Moment;
    revoked: Later;
    last_used: Later;
  };
  challenge: { id: string; purpose: string; body: JSONColumnType<object>; expires: Moment };
  identity_provider: {
    party: string;
    issuer: string;
    client_id: string;
    client_secret: string;
    role: string;
    just_in_time: boolean;
    changed: Moment;
  };
  provider_domain: { domain: string; party: string };
  external_identity: { issuer: string; subject: string; member: string; created: Moment };
  sign_in_attempt: { subject: string; at: Moment };
  agreement: {
    id: string;
    name: string;
    names: Names;
    with_hub: boolean;
    term_from: Moment;
    term_until: Later;
    highest_level: string;
    permitted_uses: Generated<string[]>;
    duties: Generated<string>;
    in_force_since: Later;
    ended_at: Later;
    ended_by: string | null;
    exercise: Generated<boolean>;
    created: Moment;
  };
  agreement_party: {
    agreement: string;
    party: string;
    invited_at: Moment;
    assented_at: Later;
    assented_by: string | null;
    left_at: Later;
  };
  community: {
    id: string;
    key: Generated<number>;
    agreement: string;
    name: string;
    names: Names;
    purpose: Generated<string>;
    default_level: string | null;
    created: Moment;
  };
  clock: { one: Generated<boolean>; added: number; size: number; frontier: Buffer[] };
  object_version: {
    added: number;
    id: string;
    type: string;
    version: string;
    spec_version: string;
    owner: string;
    member: string | null;
    level: number;
    audience: number[];
    communities: number[];
    recipients: number[];
    granular: boolean;
    confidence: number | null;
    revoked: boolean;
    exercise: boolean;
    sha256: Buffer;
    source: ColumnType<Source, string, never>;
    body: string;
  };
  version_audience: { audience: number; added: number };
  withdrawal: { added: number; at: Moment; member: string | null; reason: string };
  object_value: { value: string; kind: string; added: number };
  object_reference: { target: string; added: number; property: string };
  object_text: { added: number; words: string };
  journal_leaf: { index: number; added: number; kind: string; entry: string };
  journal_node: { level: number; index: number; hash: Buffer };
  taxii_status: { id: string; owner: string; body: JSONColumnType<object>; created: Moment };
  officer: { id: Generated<string>; member: string; public_key: string; created: Moment; revoked: Later };
  sealed_submission: {
    id: Generated<string>;
    day: Generated<Date>;
    receipt: Buffer;
    objects: string[];
    seal: JSONColumnType<object>;
  };
  unseal_request: { id: Generated<string>; submission: string; member: string; reason: string; created: Moment };
  unseal_share: { request: string; officer: string; share: Buffer; created: Moment };
  saved_search: { id: Generated<string>; party: string; name: string; query: JSONColumnType<object>; created: Moment };
}

/** How to reach a party: a duty desk, never a private person's own details. */
export interface Contact {
  readonly purpose: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Where a version came from: the last links of its chain. */
export interface Source {
  /** How it came in: `rest`, `taxii`, `import`, `pull`, `hub`. */
  readonly by: string;
  /** The chain of hubs or places before this one, nearest last. */
  readonly chain?: readonly string[];
}
