import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { audienceOf } from './audience.ts';
import { mayLeave, mayRead } from './may-read.ts';
import type { Actor, Agreement, Level, Released } from './model.ts';
import { actorsOf, levels, worlds } from './testing/worlds.ts';

const at = new Date('2026-06-01T12:00:00Z');
const yesterday = new Date('2026-05-31T12:00:00Z');

const agreement: Agreement = {
  parties: [
    { party: 'hub', assentedAt: yesterday },
    { party: 'utility', assentedAt: yesterday },
    { party: 'hospital', assentedAt: yesterday },
  ],
  withHub: true,
  communities: ['water'],
  from: yesterday,
  inForceSince: yesterday,
};

const actor = (party: string | undefined, more: Partial<Actor> = {}): Actor => ({
  ...(party === undefined ? {} : { party }),
  authority: false,
  agreements: [agreement],
  channel: 'page',
  at,
  ...more,
});

const object = (level: Level, more: Partial<Released> = {}): Released => ({
  owner: 'utility',
  level,
  communities: [],
  recipients: [],
  withdrawn: false,
  ...more,
});

test('the visibility table, row by row', () => {
  const table: [Released, string[]][] = [
    [object('UNMARKED'), ['utility', 'authority']],
    [object('UNKNOWN'), ['utility', 'authority']],
    [object('CLEAR'), ['public', 'utility', 'hospital', 'outsider', 'authority']],
    [object('GREEN'), ['utility', 'hospital', 'authority']],
    [object('AMBER', { communities: ['water'] }), ['utility', 'hospital', 'authority']],
    [object('AMBER'), ['utility']],
    [object('AMBER+STRICT', { communities: ['water'] }), ['utility', 'hospital', 'authority']],
    [object('RED', { recipients: ['outsider'] }), ['utility', 'outsider']],
    [object('RED', { communities: ['water'] }), ['utility']],
  ];
  const readers: Record<string, Actor> = {
    public: actor(undefined),
    utility: actor('utility'),
    hospital: actor('hospital'),
    outsider: actor('outsider'),
    authority: actor('hub', { authority: true }),
  };
  for (const [what, expected] of table) {
    const seen = Object.keys(readers).filter((name) => mayRead(readers[name] as Actor, what));
    assert.deepEqual(seen.toSorted(), expected.toSorted(), what.level);
  }
});

test('RED never leaves by TAXII, export, federation or e-mail, even to its owner', () => {
  for (const channel of ['taxii', 'export', 'federation', 'email'] as const) {
    assert.equal(mayRead(actor('utility', { channel }), object('RED')), false);
  }
});

test('access ends with the agreement, at that very moment', () => {
  const ended = { ...agreement, endedAt: at };
  const shared = object('AMBER', { communities: ['water'] });
  assert.equal(mayRead(actor('hospital', { agreements: [ended] }), shared), false);
  assert.equal(mayRead(actor('hospital', { agreements: [ended], at: new Date(at.getTime() - 1) }), shared), true);
});

test('the audience, turned round, says the same for every reader of every random world', () => {
  fc.assert(
    fc.property(worlds(at), (world) => {
      const ids = [...world.parties, ...world.agreements.flatMap((one) => one.communities)];
      const key = (id: string): number => 100 + ids.indexOf(id);
      for (const actor of actorsOf(world, at)) {
        const keys = new Set(keysOf(actor, key));
        for (const one of world.objects) {
          const release = {
            owner: key(one.owner),
            communities: one.communities.map(key),
            recipients: one.recipients.map(key),
          };
          const indexed =
            !one.withdrawn &&
            mayLeave(one.level, actor.channel) &&
            audienceOf(one.level, release).some((each) => keys.has(each));
          assert.equal(indexed, mayRead(actor, one));
        }
      }
    }),
    { numRuns: 300 },
  );
});

/** The keys of an actor, written apart from the SQL that the hub uses: an oracle. */
function keysOf(actor: Actor, key: (id: string) => number): number[] {
  if (actor.party === undefined) return [1];
  const before = (moment: Date | undefined): boolean => moment !== undefined && moment.getTime() <= actor.at.getTime();
  const binding = actor.agreements.filter(
    (one) =>
      before(one.inForceSince) &&
      before(one.from) &&
      !before(one.until) &&
      !before(one.endedAt) &&
      one.parties.some((each) => each.party === actor.party && before(each.assentedAt) && !before(each.leftAt)),
  );
  return [
    1,
    key(actor.party),
    ...(actor.authority ? [3] : []),
    ...(binding.some((one) => one.withHub) ? [2] : []),
    ...binding.flatMap((one) => one.communities.map(key)),
  ];
}

test('every level is decided for every channel', () => {
  for (const level of levels) assert.equal(typeof mayLeave(level, 'export'), 'boolean');
});
