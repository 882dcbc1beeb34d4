import type { Report } from './report.ts';

/** JSON Schema 2020-12, as far as shapes make it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** One definition of what an input may look like: it checks values and writes its own JSON Schema. */
export interface Shape {
  readonly schema: JsonSchema;
  /** Reports everything that is wrong with the value. */
  check(value: unknown, report: Report): void;
}

/** What a value is, in words. */
const named = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : JSON.stringify(value);

/** A text that is not empty. */
export const text: Shape = {
  schema: { type: 'string', minLength: 1 },
  check(value, report) {
    if (typeof value !== 'string') report.refuse('not-text', `Expected text, found ${named(value)}`);
    else if (value === '') report.refuse('empty-text', 'Expected text that is not empty');
  },
};

/** True or false. */
export const flag: Shape = {
  schema: { type: 'boolean' },
  check(value, report) {
    if (typeof value !== 'boolean') report.refuse('not-boolean', `Expected true or false, found ${named(value)}`);
  },
};

/** A finite number within inclusive bounds. */
export function number(minimum = -Infinity, maximum = Infinity, { integer = false, above = false } = {}): Shape {
  return {
    schema: {
      type: integer ? 'integer' : 'number',
      ...(minimum > -Infinity && { [above ? 'exclusiveMinimum' : 'minimum']: minimum }),
      ...(maximum < Infinity && { maximum }),
    },
    check(value, report) {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        report.refuse('not-number', `Expected a number, found ${named(value)}`);
      } else if (value < minimum || (above && value === minimum)) {
        const code = minimum === 0 && value < 0 ? 'negative' : 'too-small';
        report.refuse(code, `Expected ${above ? 'more than' : 'at least'} ${minimum}, found ${value}`);
      } else if (value > maximum) {
        report.refuse('too-large', `Expected at most ${maximum}, found ${value}`);
      } else if (integer && !Number.isInteger(value)) {
        report.refuse('not-integer', `Expected a whole number, found ${value}`);
      }
    },
  };
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): Shape {
  return {
    schema: { enum: words },
    check(value, report) {
      if (!words.includes(value as string)) {
        report.refuse('not-one-of', `Expected one of ${words.join(', ')}; found ${named(value)}`);
      }
    },
  };
}

/** Any value at all. */
export const anything: Shape = { schema: {}, check() {} };

/** A list of alike items. */
export function list(item: Shape, { least = 0, most = Infinity } = {}): Shape {
  return {
    schema: {
      type: 'array',
      items: item.schema,
      ...(least > 0 && { minItems: least }),
      ...(most < Infinity && { maxItems: most }),
    },
    check(value, report) {
      if (!Array.isArray(value)) return report.refuse('not-list', `Expected a list, found ${named(value)}`);
      if (value.length < least) report.refuse('too-few', `Expected at least ${least} items, found ${value.length}`);
      if (value.length > most) report.refuse('too-many', `Expected at most ${most} items, found ${value.length}`);
      for (let index = 0; index < value.length; index += 1) {
        report.path.push(index);
        item.check(value[index], report);
        report.path.pop();
      }
    },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object whose values are alike, by any names. */
export function dictionary(item: Shape): Shape {
  return {
    schema: { type: 'object', additionalProperties: item.schema },
    check(value, report) {
      if (!isObject(value)) return report.refuse('not-object', `Expected an object, found ${named(value)}`);
      for (const key of Object.keys(value)) {
        report.path.push(key);
        item.check(value[key], report);
        report.path.pop();
      }
    },
  };
}

/** An object with these properties and no others. */
export function object(required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape {
  const known: Record<string, Shape> = Object.assign(Object.create(null), required, optional);
  const names = Object.keys(required);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(known).map(([key, shape]) => [key, shape.schema])),
      required: names,
      additionalProperties: false,
    },
    check(value, report) {
      if (!isObject(value)) return report.refuse('not-object', `Expected an object, found ${named(value)}`);
      for (const name of names) {
        if (value[name] === undefined) report.refuse('missing', `Expected the property ${name}`);
      }
      for (const key of Object.keys(value)) {
        if (value[key] === undefined) continue;
        report.path.push(key);
        const shape = known[key];
        if (shape) shape.check(value[key], report);
        else report.refuse('unknown-property', `There is no property ${JSON.stringify(key)} here`);
        report.path.pop();
      }
    },
  };
}

/** One of several objects, told apart by the word in a property of theirs. */
export function variants(property: string, shapes: Record<string, Shape>): Shape {
  const words = Object.keys(shapes);
  return {
    schema: { oneOf: Object.values(shapes).map((shape) => shape.schema) },
    check(value, report) {
      if (!isObject(value)) return report.refuse('not-object', `Expected an object, found ${named(value)}`);
      const word = value[property];
      const shape = typeof word === 'string' && Object.hasOwn(shapes, word) ? shapes[word] : undefined;
      if (shape) return shape.check(value, report);
      report.path.push(property);
      oneOf(...words).check(word, report);
      report.path.pop();
    },
  };
}

/** Either of two shapes, the second where the value is an object. */
export function plainOr(plain: Shape, structured: Shape): Shape {
  return {
    schema: { anyOf: [plain.schema, structured.schema] },
    check(value, report) {
      (isObject(value) ? structured : plain).check(value, report);
    },
  };
}

/** A fixed word, for the property that tells variants apart. */
export const word = (value: string): Shape => ({ ...oneOf(value), schema: { const: value } });
