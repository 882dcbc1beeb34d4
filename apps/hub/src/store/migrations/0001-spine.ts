import { rowSecurity } from '@sanad/policy';

/** The spine: parties and agreements, object versions in added order, journal, row-level security. */
export const spine = `
create sequence audience_key start 100;

create table setting (
  name text primary key,
  value jsonb not null
);

create table party (
  id text primary key,
  key int not null unique default nextval('audience_key'),
  name text not null,
  names jsonb not null default '{}',
  kind text not null,
  sectors text[] not null default '{}',
  country text,
  contacts jsonb not null default '[]',
  reliability text not null default 'F' check (reliability ~ '^[A-F]$'),
  is_hub boolean not null default false,
  active boolean not null default true,
  exercise boolean not null default false,
  created timestamptz not null default now()
);
create unique index one_hub_party on party (is_hub) where is_hub;

create table member (
  id uuid primary key default gen_random_uuid(),
  party text not null references party,
  email text not null,
  name text not null,
  roles text[] not null,
  language text not null default 'ar',
  password text,
  active boolean not null default true,
  created timestamptz not null default now()
);
create unique index member_email on member (lower(email));

create table passkey (
  id text primary key,
  member uuid not null references member on delete cascade,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  created timestamptz not null default now(),
  last_used timestamptz
);

create table session (
  id uuid primary key default gen_random_uuid(),
  secret bytea not null unique,
  member uuid not null references member on delete cascade,
  created timestamptz not null default now(),
  last_seen timestamptz not null default now(),
  expires timestamptz not null,
  revoked timestamptz,
  agent text,
  method text not null
);

create table token (
  id uuid primary key default gen_random_uuid(),
  secret bytea not null unique,
  member uuid not null references member on delete cascade,
  name text not null,
  scopes text[] not null,
  created timestamptz not null default now(),
  expires timestamptz not null,
  revoked timestamptz,
  last_used timestamptz
);

create table challenge (
  id text primary key,
  purpose text not null,
  body jsonb not null,
  expires timestamptz not null
);

create unlogged table sign_in_attempt (
  subject text not null,
  at timestamptz not null default now()
);
create index sign_in_attempt_subject on sign_in_attempt (subject, at);

create table agreement (
  id text primary key,
  name text not null,
  names jsonb not null default '{}',
  with_hub boolean not null,
  term_from timestamptz not null,
  term_until timestamptz,
  highest_level text not null,
  permitted_uses text[] not null default '{}',
  duties text not null default '',
  in_force_since timestamptz,
  ended_at timestamptz,
  ended_by text,
  exercise boolean not null default false,
  created timestamptz not null default now()
);

create table agreement_party (
  agreement text not null references agreement,
  party text not null references party,
  invited_at timestamptz not null default now(),
  assented_at timestamptz,
  assented_by uuid references member,
  left_at timestamptz,
  primary key (agreement, party)
);
create index agreement_party_party on agreement_party (party);

create table community (
  id text primary key,
  key int not null unique default nextval('audience_key'),
  agreement text not null references agreement,
  name text not null,
  names jsonb not null default '{}',
  purpose text not null default '',
  default_level text,
  created timestamptz not null default now()
);

create table clock (
  one boolean primary key default true check (one),
  added bigint not null,
  size bigint not null,
  frontier bytea[] not null
);
insert into clock values (true, 0, 0, '{}');

create table object_version (
  added bigint primary key,
  id text not null,
  type text not null,
  version text not null,
  spec_version text not null,
  owner text not null references party,
  member uuid,
  level smallint not null,
  audience int[] not null,
  communities int[] not null,
  recipients int[] not null,
  granular boolean not null,
  confidence smallint,
  revoked boolean not null,
  exercise boolean not null,
  sha256 bytea not null,
  source jsonb not null,
  body text not null
);
create index object_version_id on object_version (id, version, added);
create index object_version_own on object_version (owner, added);
create index object_version_type on object_version (type, added);

create table version_audience (
  audience int not null,
  added bigint not null,
  primary key (audience, added)
);

create table withdrawal (
  added bigint primary key references object_version,
  at timestamptz not null default now(),
  member uuid,
  reason text not null
);

create table object_value (
  value text not null,
  kind text not null,
  added bigint not null,
  primary key (value, kind, added)
);

create table object_reference (
  target text not null,
  added bigint not null,
  property text not null,
  primary key (target, added, property)
);

create table object_text (
  added bigint primary key,
  words tsvector not null
);
create index object_text_words on object_text using gin (words);

create table journal_leaf (
  index bigint primary key,
  added bigint not null,
  kind text not null,
  entry text not null
);
create index journal_leaf_added on journal_leaf (added);

create table journal_node (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);

create table taxii_status (
  id uuid primary key,
  owner text not null,
  body jsonb not null,
  created timestamptz not null default now()
);

create table saved_search (
  id uuid primary key default gen_random_uuid(),
  party text not null references party,
  name text not null,
  query jsonb not null,
  created timestamptz not null default now()
);

do $$ begin
  create role sanad_reader nologin;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  execute format('grant sanad_reader to %I', current_user);
exception when others then
  -- A superuser needs no grant, and a role granted at the same moment by another hub is granted.
  null;
end $$;
grant usage on schema sanad to sanad_reader;
grant select on object_version, version_audience, withdrawal, object_value, object_reference,
  party, agreement, agreement_party, community to sanad_reader;
alter table object_version enable row level security;
alter table version_audience enable row level security;
alter table object_value enable row level security;
alter table object_reference enable row level security;
${rowSecurity}
create policy keyed on version_audience for select to sanad_reader
  using (audience = any ((select sanad.actor_keys())::int[]));
-- What is derived from a version is seen with that version.
create policy with_version on object_value for select to sanad_reader
  using (exists (select from object_version v where v.added = object_value.added));
create policy with_version on object_reference for select to sanad_reader
  using (exists (select from object_version v where v.added = object_reference.added));
-- Text search is not leakproof, so under row-level security it could not use its index. Readers get positions only, and
-- see of them what joining object_version shows.
create function matching_words(asked tsquery) returns setof bigint
language sql stable security definer set search_path = sanad as $$
  select added from object_text where words @@ asked
$$;
`;
