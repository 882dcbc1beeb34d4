import { propertyKind, type Properties, type Rule } from '../specification/kind.ts';
import { checkCustomProperty, type Surroundings } from './custom.ts';
import { compileKind } from './kinds.ts';
import type { Report } from './report.ts';
import { compileRule } from './rules.ts';
import { checkSize, type Check, type JsonObject } from './values.ts';

/** Judges the properties of an object at a path. */
export type ObjectCheck = (object: JsonObject, path: string, report: Report, surroundings?: Surroundings) => void;

/** What is compiled: an object inside another one, or a whole type. */
interface ObjectShape {
  readonly clause: string;
  readonly properties: Properties;
  readonly rules: readonly Rule[];
}

/** Turns a table of properties and rules into one function. */
export function compileProperties({ clause, properties, rules }: ObjectShape): ObjectCheck {
  const checks = new Map<string, Check>();
  const required: string[] = [];
  for (const [name, property] of Object.entries(properties)) {
    const { kind, required: isRequired } = propertyKind(property);
    checks.set(name, compileKind(kind, clause));
    if (isRequired) required.push(name);
  }
  const conditions = rules.map((rule) => compileRule(rule, clause));

  return (object, path, report, surroundings = 'nested') => {
    const names = Object.keys(object);
    if (!checkSize(names, path, report)) return;
    for (const name of names) {
      const check = checks.get(name);
      if (check) check(object[name], path, name, report);
      else checkCustomProperty(name, object[name], path, report, surroundings);
    }
    for (const name of required) {
      if (!Object.hasOwn(object, name)) report.must('missing-property', path, name, `${name} is required`, clause);
    }
    for (const condition of conditions) condition(object, path, report);
  };
}
