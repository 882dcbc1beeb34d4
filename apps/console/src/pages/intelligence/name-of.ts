import type { StixObject } from '../../hub/answers.ts';

/** What an object is called by its own words, if it has any. */
export function nameOf(object: StixObject): string | undefined {
  for (const property of [
    'name',
    'value',
    'abstract',
    'content',
    'pattern',
    'relationship_type',
    'opinion',
    'statement',
    'description',
  ]) {
    const value = object[property];
    if (typeof value === 'string' && value.trim()) return value;
  }
  return undefined;
}

/** A property that is a text. */
export const textOf = (object: StixObject, property: string): string | undefined => {
  const value = object[property];
  return typeof value === 'string' ? value : undefined;
};
