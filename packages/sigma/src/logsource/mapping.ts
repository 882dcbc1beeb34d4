import { type Issue, type Result, failure, ok } from '@sanad/result';
import { isObject } from '../evaluate/values.ts';
import type { LogSource } from '../rule/rule.ts';

/** How events of one format are told, flattened, and routed to log sources. Plain JSON, for users to write their own. */
export interface Mapping {
  readonly name: string;
  readonly title?: string;
  /** Fields that an event of this format has, all of them. */
  readonly present: readonly string[];
  /** Objects whose members become the event's own fields; `*` stands for any one name. */
  readonly lift?: readonly string[];
  /** From a field to the name that rules know it by; it keeps its own name too. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Log sources by what stands in the flattened event; all that fit apply. */
  readonly routes?: readonly Route[];
  /** The mapping whose routes are used instead. */
  readonly routesOf?: string;
}

/** A log source, and which events belong to it. */
export interface Route {
  /** Field → values, compared without case; all fields must fit. */
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly is?: LogSource;
  /** Part of the log source → field that names it. */
  readonly from?: Readonly<Partial<Record<keyof LogSource, string>>>;
  readonly rename?: Readonly<Record<string, string>>;
}

const PARTS: readonly string[] = ['category', 'product', 'service'];

/** Checks a mapping that a user wrote. */
export const readMapping = (value: unknown): Result<Mapping> => {
  const issues: Issue[] = [];
  const expect = (good: boolean, path: string, message: string): void => {
    if (!good) issues.push({ code: 'mapping', path, message });
  };
  const mapping = isObject(value) ? value : {};
  expect(isText(mapping['name']), 'name', 'must be a text');
  expect(isList(mapping['present']) && mapping['present'].length > 0, 'present', 'must list at least one field');
  expect(isList(mapping['lift'] ?? []), 'lift', 'must be a list of fields');
  expect(isTexts(mapping['rename'] ?? {}), 'rename', 'must map fields to names');
  expect(isText(mapping['routesOf'] ?? 'none'), 'routesOf', 'must name another mapping');
  const routes: unknown[] = Array.isArray(mapping['routes']) ? mapping['routes'] : [];
  expect(routes.length > 0 || isText(mapping['routesOf']), 'routes', 'must list routes, unless routesOf names some');
  for (const [index, route] of routes.entries()) {
    const path = `routes/${index}`;
    if (!isObject(route)) {
      expect(false, path, 'must be a mapping');
      continue;
    }
    const { when } = route;
    expect(isObject(when) && Object.values(when).every(isList), `${path}/when`, 'must map fields to lists of texts');
    expect(isTexts(route['rename'] ?? {}), `${path}/rename`, 'must map fields to names');
    const source = route['is'] ?? route['from'];
    const known = isTexts(source) && Object.keys(source).every((part) => PARTS.includes(part));
    expect(known, `${path}/is`, `must give some of ${PARTS.join(', ')}`);
  }
  return issues.length > 0 ? failure(...issues) : ok(value as Mapping);
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isTexts = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every(isText);
