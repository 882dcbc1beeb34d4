import type { RouteProblem, Shipment, Stop, Vehicle, Visit, Window } from './problem.ts';

/** A small problem for tests that mixes the rules whose bits are set, the same for the same seed. */
export function randomProblem(seed: number, rules: number): RouteProblem {
  let state = seed + 1;
  const below = (bound: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * bound);
  };
  const has = (bit: number) => (rules & (1 << bit)) !== 0;
  const maybe = (bit: number) => has(bit) && below(2) === 0;
  const count = 4 + below(10);
  const places = Array.from({ length: count + 2 }, (_, k) => ({ id: `p${k}`, x: below(100), y: below(100) }));
  const window = (): Window => {
    const from = below(400);
    return [from, from + 40 + below(200)];
  };
  const visit = (place: string): Visit => ({
    place,
    service: below(10),
    ...(maybe(0) ? { setup: below(5) } : {}),
    ...(maybe(1) ? { windows: [window()] } : {}),
    ...(maybe(2)
      ? {
          windows: [
            [10, 60],
            [200 + below(50), 420],
          ] as const,
        }
      : {}),
    ...(maybe(3) ? { wish: { window: window(), early: below(3), late: 1 + below(3) } } : {}),
  });
  const common = () => ({
    ...(maybe(4) ? { prize: below(300) } : { priority: below(3) }),
    ...(maybe(5) ? { skills: ['crane'] } : {}),
    ...(maybe(6)
      ? {
          temperature: [
            [2, 8],
            [-25, -15],
            [0, 5],
          ][below(3)] as [number, number],
        }
      : {}),
    ...(maybe(7) ? { kind: ['food', 'fuel', 'medicine'][below(3)]! } : {}),
    ...(maybe(8) ? { release: below(200) } : {}),
    ...(maybe(9) ? { maximumRide: 60 + below(150) } : {}),
  });
  const stops: Stop[] = [];
  const shipments: Shipment[] = [];
  for (let k = 2; k < count + 2; k++) {
    if (has(10) && below(3) === 0) {
      shipments.push({
        id: `t${k}`,
        from: visit(`p${k}`),
        to: visit(`p${below(count + 2)}`),
        amount: [1 + below(5), below(3)],
        ...common(),
      });
    } else {
      const delivery = [below(6), below(3)];
      stops.push({
        id: `t${k}`,
        ...visit(`p${k}`),
        delivery,
        ...(maybe(11)
          ? { pickup: [below(6), 0] }
          : maybe(12) && delivery[0]! >= 2
            ? { split: { leastDrop: 1 + below(delivery[0]! - 1) } }
            : {}),
        ...common(),
      });
    }
  }
  const vehicles = Array.from({ length: 2 + below(3) }, (_, k): Vehicle => ({
    id: `v${k}`,
    count: 1 + below(2),
    ...(has(13) || below(4) > 0 ? { start: `p${below(2)}` } : {}),
    ...(below(4) > 0 ? { end: 'p0' } : {}),
    capacity: [8 + below(10), 6],
    shift: [below(20), 400 + below(300)],
    fixedCost: below(50),
    ...(below(2) === 0 ? { slowness: 1 + below(2) } : {}),
    ...(maybe(3) ? { timeCost: 0.5 } : {}),
    skills: below(2) === 0 ? ['crane'] : [],
    compartments:
      below(2) === 0
        ? [[-30, 10]]
        : [
            [0, 10],
            [-30, -10],
          ],
    ...(maybe(13) ? { reload: { places: ['p1'], duration: below(10), maximumTrips: 2 + below(2) } } : {}),
    ...(maybe(14)
      ? {
          breaks: [
            { id: 'b1', window: [100, 180], duration: 20 },
            { id: 'b2', window: [250, 300], duration: 10 },
          ] as const,
        }
      : {}),
    ...(maybe(15)
      ? { maximumDuration: 200 + below(300), maximumDistance: 200 + below(300), maximumStops: 2 + below(6) }
      : {}),
  }));
  return { places, travel: { kind: 'plane' }, vehicles, stops, shipments, incompatible: [['food', 'fuel']] };
}
