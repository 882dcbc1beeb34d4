import { dictionary, list, number, object, text } from '../shape/shape.ts';
import { repairNeedShape } from './network-shape.ts';

const hours = number(0);
const position = list(number(-180, 180), { least: 2, most: 2 });

/** The form of a repair problem in a file. */
export const repairProblemShape = object(
  {
    damage: list(object({ target: text }, { level: number(0, 1), repair: repairNeedShape })),
    crews: list(object({ id: text, kind: text, base: position }, { availableFrom: hours })),
  },
  {
    materials: dictionary(list(object({ at: hours, amount: number(0) }))),
    roads: object({}, { speedKmh: number(0, Infinity, { above: true }), detour: number(1) }),
    horizonHours: number(0, Infinity, { above: true }),
    committed: list(object({ target: text, endAt: hours })),
  },
);
