import { anything, dictionary, flag, list, number, object, oneOf, plainOr, text } from '../shape/shape.ts';

const amount = number(0);
const hours = number(0);
const share = number(0, 1);

const service = object({ id: text, unit: text, sharing: oneOf('flow', 'logical') }, { name: text });

/** The form of what a repair takes. */
export const repairNeedShape = object({ crew: text, hours }, { materials: dictionary(amount) });

const production = object({ service: text, amount }, { unit: text });

const demand = object(
  { service: text, amount },
  { unit: text, people: number(0), priority: number(1, 9, { integer: true }) },
);

const asset = object(
  { id: text, kind: text },
  {
    name: text,
    sector: text,
    region: text,
    owner: text,
    position: list(number(), { least: 2, most: 2 }),
    produces: list(production),
    demands: list(demand),
    runs: list(text),
    fragility: dictionary(text),
    repair: repairNeedShape,
    properties: dictionary(anything),
  },
);

const link = object(
  { id: text, service: text, from: text, to: text, capacity: amount },
  {
    name: text,
    unit: text,
    oneWay: flag,
    kind: text,
    owner: text,
    fragility: dictionary(text),
    repair: repairNeedShape,
    properties: dictionary(anything),
  },
);

const dependency = object(
  { asset: text, service: text, type: oneOf('physical', 'cyber', 'geographic', 'logical') },
  {
    id: text,
    on: list(text, { least: 1 }),
    rule: plainOr(oneOf('all', 'any'), object({ atLeast: number(1, Infinity, { integer: true }) })),
    minimumLevel: number(0, 1, { above: true }),
    autonomyHours: hours,
    degradation: list(object({ afterHours: hours, level: share }), { least: 1 }),
    fill: share,
    refill: oneOf('by-supply', 'by-delivery'),
    refillHours: hours,
    returnHours: hours,
    confirmed: flag,
  },
);

/** The form of each kind of row in a network; what rows say of one another is checked apart. */
export const rowShapes = { services: service, assets: asset, links: link, dependencies: dependency };

/** West, south, east, north. */
export const extentShape = list(number(), { least: 4, most: 4 });

/** The form of a network. */
export const networkShape = object(
  { services: list(service, { least: 1 }), assets: list(asset) },
  {
    name: text,
    extent: extentShape,
    links: list(link),
    dependencies: list(dependency),
  },
);

/** The form of a network without that of its rows, which are checked one by one so that good ones can be kept. */
export const networkFrame = object(
  { services: list(anything, { least: 1 }), assets: list(anything) },
  { name: text, extent: extentShape, links: list(anything), dependencies: list(anything) },
);
