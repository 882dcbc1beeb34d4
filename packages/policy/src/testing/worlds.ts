import fc from 'fast-check';
import { levelCodes } from '../audience.ts';
import type { Actor, Agreement, Channel, Level, Released } from '../model.ts';

/** A small world in which to ask who may read what: parties, agreements, objects. */
export interface World {
  readonly parties: readonly string[];
  readonly agreements: readonly Agreement[];
  readonly objects: readonly Released[];
}

export const levels = Object.keys(levelCodes) as Level[];
export const channels: readonly Channel[] = ['page', 'taxii', 'export', 'federation', 'email'];

/**
 * Random worlds around a moment. Parties are named `p0`…, the first is the hub's; communities `c0`…, each created by
 * one agreement. Ids can be mapped to a database's own.
 */
export function worlds(at: Date, size = { parties: 4, agreements: 4, objects: 12 }): fc.Arbitrary<World> {
  const party = fc.nat(size.parties - 1).map((index) => `p${index}`);
  const hours = fc.constantFrom(-48, -24, -1, 1, 24).map((offset) => new Date(at.getTime() + offset * 3_600_000));
  const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
  const agreement = (index: number) =>
    fc
      .record({
        members: fc.uniqueArray(fc.record({ party, assentedAt: maybe(hours), leftAt: maybe(hours) }), {
          minLength: 1,
          selector: (one) => one.party,
        }),
        from: hours,
        until: maybe(hours),
        inForceSince: maybe(hours),
        endedAt: maybe(hours),
        communities: fc.nat(2),
      })
      .map(({ members, from, until, inForceSince, endedAt, communities }): Agreement => ({
        parties: members.map((one) => ({
          party: one.party,
          ...(one.assentedAt && { assentedAt: one.assentedAt }),
          ...(one.leftAt && { leftAt: one.leftAt }),
        })),
        withHub: members.some((one) => one.party === 'p0'),
        communities: Array.from({ length: communities }, (_, each) => `c${index}.${each}`),
        from,
        ...(until && { until }),
        ...(inForceSince && { inForceSince }),
        ...(endedAt && { endedAt }),
      }));
  return fc.tuple(...Array.from({ length: size.agreements }, (_, index) => agreement(index))).chain((agreements) => {
    const communities = agreements.flatMap((one) => one.communities);
    const object = fc.record({
      owner: party,
      level: fc.constantFrom(...levels),
      communities: fc.subarray(communities),
      recipients: fc.uniqueArray(party, { maxLength: 2 }),
      withdrawn: fc.boolean(),
    });
    return fc.array(object, { minLength: 1, maxLength: size.objects }).map((objects) => ({
      parties: Array.from({ length: size.parties }, (_, index) => `p${index}`),
      agreements,
      objects,
    }));
  });
}

/** Everyone who could ask in a world, by every channel. Only members of the hub's party act for its authority. */
export function actorsOf(world: World, at: Date): Actor[] {
  const who = [
    { authority: false },
    { party: 'p0', authority: true },
    ...world.parties.map((party) => ({ party, authority: false })),
  ];
  return who.flatMap((one) => channels.map((channel) => ({ ...one, channel, at, agreements: world.agreements })));
}
