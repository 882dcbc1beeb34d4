import type { Issue } from '@sanad/result';

/** The form of a JSON value: a primitive, a list, a pair, a map, an object with known properties, or one form by `kind`. */
type Shape =
  | 'text'
  | 'number'
  | 'cell'
  | { readonly list: Shape; readonly length?: number }
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly needed: readonly string[] }
  | { readonly kinds: Readonly<Record<string, Shape>> };

const list = (shape: Shape, length?: number): Shape =>
  length === undefined ? { list: shape } : { list: shape, length };
const object = (fields: Readonly<Record<string, Shape>>, ...needed: string[]): Shape => ({ fields, needed });

const window = list('number', 2);
const amounts = list('number');
const visit = {
  label: 'text',
  place: 'text',
  service: 'number',
  setup: 'number',
  windows: list(window),
  wish: object({ window, early: 'number', late: 'number' }, 'window'),
} as const;
const task = {
  id: 'text',
  prize: 'number',
  priority: 'number',
  skills: list('text'),
  temperature: window,
  kind: 'text',
  release: 'number',
  maximumRide: 'number',
} as const;
const matrix = list(list('cell'));

const PROBLEM = object(
  {
    name: 'text',
    places: list(object({ id: 'text', x: 'number', y: 'number', open: window }, 'id')),
    travel: {
      kinds: {
        plane: object({ kind: 'text', rounding: 'text' }),
        globe: object({ kind: 'text', speed: 'number' }, 'speed'),
        matrix: object(
          { kind: 'text', profiles: { map: object({ distances: matrix, durations: matrix }, 'distances') } },
          'profiles',
        ),
      },
    },
    vehicles: list(
      object(
        {
          id: 'text',
          count: 'number',
          start: 'text',
          end: 'text',
          capacity: amounts,
          shift: window,
          profile: 'text',
          slowness: 'number',
          fixedCost: 'number',
          distanceCost: 'number',
          timeCost: 'number',
          skills: list('text'),
          compartments: list(window),
          breaks: list(object({ id: 'text', window, duration: 'number' }, 'id', 'window', 'duration')),
          maximumDuration: 'number',
          maximumDistance: 'number',
          maximumStops: 'number',
          reload: object({ places: list('text'), duration: 'number', maximumTrips: 'number' }, 'places'),
          progress: object(
            { visited: list('text'), started: 'number', left: list('number'), free: 'number' },
            'visited',
          ),
        },
        'id',
      ),
    ),
    stops: list(
      object(
        { ...task, ...visit, delivery: amounts, pickup: amounts, split: object({ leastDrop: 'number' }, 'leastDrop') },
        'id',
        'place',
      ),
    ),
    shipments: list(
      object(
        { ...task, from: object(visit, 'place'), to: object(visit, 'place'), amount: amounts },
        'id',
        'from',
        'to',
      ),
    ),
    incompatible: list(list('text', 2)),
    plan: list(object({ vehicle: 'text', tasks: list('text') }, 'vehicle', 'tasks')),
  },
  'places',
  'travel',
  'vehicles',
);

/** Where a value has not the form of a route problem; at most 100 issues. */
export function shapeIssues(value: unknown): Issue[] {
  const issues: Issue[] = [];
  const report = (code: string, path: string, message: string) => {
    if (issues.length < 100) issues.push({ code, path, message });
  };
  check(value, PROBLEM, '', report);
  return issues;
}

type Report = (code: string, path: string, message: string) => void;

function check(value: unknown, shape: Shape, path: string, report: Report): void {
  if (shape === 'text')
    return typeof value === 'string' && value !== ''
      ? undefined
      : report('text', path, 'must be a text that is not empty');
  if (shape === 'number')
    return typeof value === 'number' && !Number.isNaN(value) ? undefined : report('number', path, 'must be a number');
  if (shape === 'cell') {
    return value === null || (typeof value === 'number' && value >= 0)
      ? undefined
      : report('matrix-value', path, 'must be a number from 0, or null for no way');
  }
  if ('list' in shape) {
    if (!Array.isArray(value)) return report('not-a-list', path, 'must be a list');
    if (shape.length !== undefined && value.length !== shape.length)
      return report('length', path, `must have ${shape.length} entries`);
    value.forEach((item, index) => check(item, shape.list, `${path}/${index}`, report));
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return report('not-an-object', path, 'must be an object');
  const at = (name: string) => (path === '' ? name : `${path}/${name}`);
  const record = value as Record<string, unknown>;
  if ('map' in shape) {
    for (const [name, item] of Object.entries(record)) check(item, shape.map, at(name), report);
    return;
  }
  if ('kinds' in shape) {
    const kind =
      typeof record.kind === 'string' && Object.hasOwn(shape.kinds, record.kind) ? shape.kinds[record.kind] : undefined;
    if (!kind) return report('kind', at('kind'), `must be one of ${Object.keys(shape.kinds).join(', ')}`);
    return check(value, kind, path, report);
  }
  for (const name of shape.needed) if (record[name] === undefined) report('missing', at(name), `${name} is missing`);
  for (const [name, item] of Object.entries(record)) {
    if (item === undefined) continue;
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (field) check(item, field, at(name), report);
    else report('property-unknown', at(name), `there is no property ${name}`);
  }
}
