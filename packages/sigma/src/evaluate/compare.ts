import type { Comparison } from '../rule/rule.ts';

/** The number that a value is or spells out as JSON would; anything else has none. */
export const numberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.length > 64) return undefined;
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value) ? Number(value) : undefined;
};

/** Whether a number stands to a bound as asked. */
export const compare = (value: number, by: Comparison, bound: number): boolean => {
  switch (by) {
    case 'lt':
      return value < bound;
    case 'lte':
      return value <= bound;
    case 'gt':
      return value > bound;
    case 'gte':
      return value >= bound;
    case 'eq':
      return value === bound;
    case 'neq':
      return value !== bound;
  }
};
