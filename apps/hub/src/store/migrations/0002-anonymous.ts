/** Anonymous submissions: officers, seals, and requests to open them. */
export const anonymous = `
create table officer (
  id uuid primary key default gen_random_uuid(),
  member uuid not null references member,
  public_key text not null,
  created timestamptz not null default now(),
  revoked timestamptz
);
create unique index officer_of_member on officer (member) where revoked is null;

-- No time finer than the day and no key that leads to a member: the link is inside the seal only.
create table sealed_submission (
  id uuid primary key default gen_random_uuid(),
  day date not null default current_date,
  receipt bytea not null unique,
  objects text[] not null,
  seal jsonb not null
);

create table unseal_request (
  id uuid primary key default gen_random_uuid(),
  submission uuid not null references sealed_submission,
  member uuid not null references member,
  reason text not null,
  created timestamptz not null default now()
);

create table unseal_share (
  request uuid not null references unseal_request,
  officer uuid not null references officer,
  share bytea not null,
  created timestamptz not null default now(),
  primary key (request, officer)
);
`;
