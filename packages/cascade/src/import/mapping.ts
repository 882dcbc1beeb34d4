import { anything, dictionary, flag, list, number, object, oneOf, text, type Shape } from '../shape/shape.ts';
import { extentShape, rowShapes } from '../validate/network-shape.ts';

/**
 * How the rows of files become rows of a network. A text is a template in which `{Column}` stands for the value of a
 * column; a number, true and false stand for themselves; lists and objects are filled in part by part.
 */
export type Template =
  | string
  | number
  | boolean
  | NumberTemplate
  | readonly Template[]
  | { readonly [key: string]: Template };

/** A number from a column: what is left when it is missing is left out of the row. */
export interface NumberTemplate {
  readonly number: string;
  readonly times?: number;
  /** Keep only numbers above zero, or only those below, turned round. */
  readonly part?: 'positive' | 'negative';
}

/** What becomes of a file's rows. */
export interface TableMapping {
  readonly file: string;
  /** Only rows in which each of these columns has one of these values. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  readonly assets?: Template;
  readonly links?: Template;
  readonly dependencies?: Template;
  /** Dependencies that agree in all but `on` become one that names all their suppliers. */
  readonly gather?: boolean;
}

/** How files become a network. */
export interface Mapping {
  readonly name?: string;
  /** What was assumed where the files say nothing, for readers. */
  readonly assumptions?: readonly string[];
  readonly extent?: readonly [number, number, number, number];
  readonly services: readonly unknown[];
  /** Values that mean nothing is known; default: empty, `N/A`, `NA`. */
  readonly missing?: readonly string[];
  readonly tables: readonly TableMapping[];
}

const row = dictionary(anything);

/** The form of a mapping file. */
export const mappingShape: Shape = object(
  {
    services: list(rowShapes.services, { least: 1 }),
    tables: list(
      object(
        { file: text },
        {
          where: dictionary(list(text, { least: 1 })),
          assets: row,
          links: row,
          dependencies: row,
          gather: flag,
        },
      ),
    ),
  },
  { name: text, assumptions: list(text), extent: extentShape, missing: list(anything) },
);

/** The form of a number from a column. */
export const numberTemplateShape: Shape = object(
  { number: text },
  { times: number(), part: oneOf('positive', 'negative') },
);
