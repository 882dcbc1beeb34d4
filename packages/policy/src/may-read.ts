import type { Actor, Agreement, Channel, Level, Released } from './model.ts';

/** Whether an actor may read an object: the visibility table of ARCHITECTURE.md. Whatever it does not allow is denied. */
export function mayRead(actor: Actor, object: Released): boolean {
  return !object.withdrawn && mayLeave(object.level, actor.channel) && inAudience(actor, object);
}

/** Whether objects of a level may leave by a channel at all. */
export function mayLeave(level: Level, channel: Channel): boolean {
  switch (channel) {
    case 'page':
      return true;
    case 'taxii':
      return level !== 'RED' && level !== 'UNKNOWN';
    case 'export':
    case 'federation':
    case 'email':
      return level !== 'RED' && level !== 'UNKNOWN' && level !== 'AMBER+STRICT';
  }
}

/** Whether a party is bound by an agreement, and so enjoys what it grants, at a moment. */
export function bound(party: string, agreement: Agreement, at: Date): boolean {
  const participation = agreement.parties.find((one) => one.party === party);
  return (
    agreement.inForceSince !== undefined &&
    agreement.inForceSince <= at &&
    agreement.from <= at &&
    (agreement.until === undefined || at < agreement.until) &&
    (agreement.endedAt === undefined || at < agreement.endedAt) &&
    participation?.assentedAt !== undefined &&
    participation.assentedAt <= at &&
    (participation.leftAt === undefined || at < participation.leftAt)
  );
}

function inAudience(actor: Actor, object: Released): boolean {
  if (object.level === 'CLEAR') return true;
  const { party } = actor;
  if (party === undefined) return false;
  if (party === object.owner) return true;
  const binding = () => actor.agreements.filter((agreement) => bound(party, agreement, actor.at));
  switch (object.level) {
    case 'GREEN':
      return binding().some((agreement) => agreement.withHub);
    case 'AMBER':
    case 'AMBER+STRICT':
      return binding().some((agreement) => agreement.communities.some((id) => object.communities.includes(id)));
    case 'RED':
      return object.recipients.includes(party);
    case 'UNMARKED':
    case 'UNKNOWN':
      return actor.authority;
  }
}
