/** The parts of a selector: property names or dictionary keys, and list indexes as numbers. */
export type Selector = readonly (string | number)[];

const NAME = /^[A-Za-z0-9_-]{1,250}$/;
const INDEX = /^\[(0|[1-9][0-9]{0,8})\]$/;

/** Reads a selector such as `external_references.[0].url` (STIX 2.1 §7.2.3.1); undefined if it is not one. */
export function parseSelector(text: string): Selector | undefined {
  const steps: (string | number)[] = [];
  for (const part of text.split('.')) {
    const index = INDEX.exec(part)?.[1];
    if (index !== undefined) steps.push(Number(index));
    else if (NAME.test(part)) steps.push(part);
    else return undefined;
  }
  return typeof steps[0] === 'string' ? steps : undefined;
}

/** Writes a selector. */
export const formatSelector = (selector: Selector): string =>
  selector.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('.');

/** The value that a selector picks out of an object, or undefined if there is none. */
export function select(object: object, selector: Selector): unknown {
  let value: unknown = object;
  for (const step of selector) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) !== (typeof step === 'number'))
      return undefined;
    value = Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return value;
}
