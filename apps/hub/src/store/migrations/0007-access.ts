/** Sign-in by organisations' OpenID providers: whose they are, for which e-mail domains, and who came by them. */
export const access = `
create table identity_provider (
  party text primary key references party,
  issuer text not null,
  client_id text not null,
  client_secret text not null,
  role text not null,
  just_in_time boolean not null,
  changed timestamptz not null default now()
);

create table provider_domain (
  domain text primary key,
  party text not null references identity_provider on delete cascade
);

create table external_identity (
  issuer text not null,
  subject text not null,
  member uuid not null references member on delete cascade,
  created timestamptz not null default now(),
  primary key (issuer, subject),
  unique (member, issuer)
);
`;
