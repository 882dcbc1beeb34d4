import { list, number, object, text, variants, word } from '../shape/shape.ts';
import { rowShapes } from './network-shape.ts';
import { scenarioShape } from './scenario-shape.ts';

const factor = number(0, 1);
const targets = list(text, { least: 1 });

const effect = variants('kind', {
  'harden-site': object({ kind: word('harden-site'), target: text }, { level: number(0, 1) }),
  'add-autonomy': object({ kind: word('add-autonomy'), asset: text, service: text, hours: number(0) }),
  'add-supplier': object({ kind: word('add-supplier'), asset: text, service: text, supplier: text }),
  'add-link': object({ kind: word('add-link'), link: rowShapes.links }),
  'spare-parts': object({ kind: word('spare-parts'), targets, factor }),
  'crew-base': object({ kind: word('crew-base'), targets, factor }),
});

/** The form of what to harden, against what and for how much, in a file. */
export const hardenShape = object(
  {
    measures: list(object({ id: text, cost: number(0), effect }, { name: text })),
    scenarios: list(object({ scenario: scenarioShape, weight: number(0) }), { least: 1 }),
  },
  { budgets: list(number(0), { least: 1 }), rounds: number(1, Infinity, { integer: true }) },
);
