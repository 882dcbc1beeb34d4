import type { Fields } from './shape.ts';

/** The shape of an allocation problem, from which input is checked and the JSON schema is written. */
export const PROBLEM: Fields = {
  items: 'list',
  supplies: 'list',
  production: 'list?',
  needs: 'list',
  lanes: 'list?',
  matrices: 'list?',
  periods: 'object?',
  fairness: 'name?',
  deprivationPerHour: 'amount?',
  solverTimeLimitMs: 'positive?',
  solverGap: 'amount?',
};

/** The shape of `periods`. */
export const PERIODS: Fields = { count: 'positive', hours: 'number' };
/** The shape of a temperature range. */
export const TEMPERATURES: Fields = { minC: 'number', maxC: 'number' };
/** The shape of an owner's terms. */
export const TERMS: Fields = { recipients: 'names?', leastPriority: 'positive?', exceptions: 'names?' };
/** The shape of an accepted substitute. */
export const SUBSTITUTE: Fields = { item: 'name', take: 'positive?', serve: 'positive?' };

const SOURCE: Fields = {
  id: 'name',
  item: 'name',
  place: 'name',
  owner: 'name?',
  minimumLot: 'positive?',
  unitCost: 'count?',
  terms: 'object?',
};

/** The shapes of the entries of each list. */
export const ENTRIES = {
  items: { id: 'name', unit: 'name?', units: 'object?', load: 'positive?', storage: 'object?' },
  supplies: {
    ...SOURCE,
    quantity: 'count',
    unit: 'name?',
    reserve: 'count?',
    availableHour: 'number?',
    expiryHour: 'number?',
  },
  production: {
    ...SOURCE,
    ratePerPeriod: 'amount',
    leadHours: 'amount?',
    ramp: 'numbers?',
    shelfHours: 'amount?',
  },
  needs: {
    id: 'name',
    item: 'name',
    place: 'name',
    quantity: 'positive',
    unit: 'name?',
    party: 'name?',
    priority: 'positive',
    byHour: 'number',
    fromHour: 'number?',
    sinceHour: 'number?',
    coverHours: 'amount?',
    population: 'count?',
    minimumShelfHours: 'amount?',
    substitutes: 'list?',
  },
  lanes: {
    id: 'name',
    from: 'name',
    to: 'name',
    hours: 'amount',
    cost: 'count?',
    fixedCost: 'count?',
    capacity: 'count?',
    holds: 'object?',
    needs: 'names?',
  },
  matrices: { from: 'names', to: 'names', hours: 'list', cost: 'list?', holds: 'object?' },
} as const satisfies Record<string, Fields>;
