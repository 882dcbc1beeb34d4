import type { LogSource } from '../rule/rule.ts';
import { sourceIncludes } from './prepare.ts';

/** Which rules are to be matched against events of certain log sources, and what of such events they look at. */
export interface Plan {
  /** By group of rules with the same log source: 1 if it is to be matched. */
  readonly groups: Uint8Array;
  readonly fields: Uint8Array;
  readonly keywords: boolean;
  /** Rules that can match without anything being found in the event. */
  readonly always: readonly number[];
}

/** What a plan has to know of each rule. */
export interface PlannedRule {
  readonly group: number;
  /** Numbers of the fields it looks at, −1 for keywords. */
  readonly fields: readonly number[];
  readonly always: boolean;
}

/** Chooses the rules whose log source includes one of `sources`; without `sources` all rules. */
export const makePlan = (
  sources: readonly LogSource[] | undefined,
  groups: readonly LogSource[],
  rules: readonly (PlannedRule | undefined)[],
  fieldCount: number,
): Plan => {
  const active = Uint8Array.from(groups, (group) =>
    sources === undefined || sources.some((source) => sourceIncludes(group, source)) ? 1 : 0,
  );
  const fields = new Uint8Array(fieldCount);
  const always: number[] = [];
  let keywords = false;
  for (const [index, rule] of rules.entries()) {
    if (!rule || active[rule.group] !== 1) continue;
    if (rule.always) always.push(index);
    for (const field of rule.fields) {
      if (field === -1) keywords = true;
      else fields[field] = 1;
    }
  }
  return { groups: active, fields, keywords, always };
};
