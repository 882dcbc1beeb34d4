import { list, number, object, text, variants, word } from '../shape/shape.ts';

const at = number(0);

/** The form of a scenario. */
export const scenarioShape = object(
  {
    events: list(
      variants('kind', {
        outage: object(
          { kind: word('outage'), target: text, at },
          { until: number(0), level: number(0, 1), reason: text },
        ),
        repair: object({ kind: word('repair'), target: text, at }),
        refuel: object({ kind: word('refuel'), target: text, at }, { service: text, hours: number(0) }),
      }),
    ),
  },
  { name: text, start: text, horizonHours: number(0, Infinity, { above: true }) },
);
