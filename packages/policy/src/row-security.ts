import { fixedKeys, levelCodes } from './audience.ts';
import type { Channel, Level } from './model.ts';
import { mayLeave } from './may-read.ts';

const channels: readonly Channel[] = ['page', 'taxii', 'export', 'federation', 'email'];
const levels = Object.keys(levelCodes) as Level[];

const levelsBy = (channel: Channel): string =>
  levels
    .filter((level) => mayLeave(level, channel))
    .map((level) => levelCodes[level])
    .join(',');

/**
 * The visibility rule for PostgreSQL. It reads the actor from the settings `sanad.party`, `sanad.authority` (`on`) and
 * `sanad.channel` of the transaction, and the agreements from the tables `agreement`, `agreement_party` and
 * `community`. A setting that is missing means the public, by no channel: nothing is shown.
 */
export const rowSecurity = `
create or replace function sanad.bound_agreements() returns setof text
language sql stable security definer set search_path = sanad as $$
  select a.id
  from agreement a join agreement_party p on p.agreement = a.id
  where p.party = current_setting('sanad.party', true)
    and a.in_force_since <= now() and a.term_from <= now()
    and (a.term_until is null or now() < a.term_until)
    and (a.ended_at is null or now() < a.ended_at)
    and p.assented_at <= now()
    and (p.left_at is null or now() < p.left_at)
$$;

create or replace function sanad.actor_keys() returns int[]
language sql stable security definer set search_path = sanad as $$
  select array[${fixedKeys.public}]
    || array(select key from party where id = current_setting('sanad.party', true))
    || array(select ${fixedKeys.green} where exists (
         select from agreement a join bound_agreements() b(id) using (id) where a.with_hub))
    || array(select ${fixedKeys.authority} where current_setting('sanad.authority', true) = 'on'
         and exists (select from party where id = current_setting('sanad.party', true)))
    || array(select distinct c.key from community c join bound_agreements() b(id) on b.id = c.agreement)
$$;

create or replace function sanad.channel_levels() returns smallint[]
language sql stable as $$
  select case current_setting('sanad.channel', true)
${channels.map((channel) => `    when '${channel}' then '{${levelsBy(channel)}}'::smallint[]`).join('\n')}
    else '{}'::smallint[] end
$$;

create policy readable on sanad.object_version for select to sanad_reader using (
  audience && (select sanad.actor_keys())
  and level = any ((select sanad.channel_levels())::smallint[])
  and not exists (select from sanad.withdrawal w where w.added = object_version.added)
);
`;
