import type { LogSource } from '../rule/rule.ts';
import type { FieldIndex } from './field-index.ts';
import { sourceIncludes } from './prepare.ts';
import type { Slots } from './slots.ts';

/** Which rules are to be matched against events of certain log sources, and what of such events they look at. */
export interface Plan {
  /** By group of rules with the same log source: 1 if it is to be matched. */
  readonly groups: Uint8Array;
  readonly fields: Uint8Array;
  /** What is looked for in every value; `undefined` if nothing is. */
  readonly keywords: FieldIndex | undefined;
  /** Rules that can match without anything being found in the event. */
  readonly always: readonly number[];
}

/** What a plan has to know of each rule. */
export interface PlannedRule {
  readonly group: number;
  /** Slots that it looks at. */
  readonly slots: readonly number[];
  readonly always: boolean;
}

/** By group: 1 if its log source includes one of `sources`; without `sources` all. */
export const activeGroups = (groups: readonly LogSource[], sources: readonly LogSource[] | undefined): Uint8Array =>
  Uint8Array.from(groups, (group) =>
    sources === undefined || sources.some((source) => sourceIncludes(group, source)) ? 1 : 0,
  );

/** Chooses the rules of the active groups; `everything` says that these are all. */
export const makePlan = (
  active: Uint8Array,
  everything: boolean,
  rules: readonly (PlannedRule | undefined)[],
  slots: Slots,
): Plan => {
  const fields = new Uint8Array(slots.fieldCount);
  const always: number[] = [];
  const keywords = new Set<number>();
  for (const [index, rule] of rules.entries()) {
    if (!rule || active[rule.group] !== 1) continue;
    if (rule.always) always.push(index);
    for (const slot of rule.slots) {
      if (!slots.isFiled(slot)) continue;
      const field = slots.fieldOf[slot] as number;
      if (field === -1) keywords.add(slot);
      else fields[field] = 1;
    }
  }
  const index = everything ? slots.keywords : slots.keywordsFor(keywords);
  return { groups: active, fields, keywords: index.inUse ? index : undefined, always };
};
