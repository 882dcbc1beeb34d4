import type { Refused } from '../engine/matcher.ts';
import type { Correlation, RuleHeader } from '../rule/rule.ts';

/** A correlation whose references are known, children before parents. */
export interface Resolved {
  readonly correlation: Correlation;
  /** Ids of the rules and correlations that it refers to, in its order. */
  readonly children: readonly string[];
}

/**
 * Puts correlations in an order in which each comes behind those it refers to. Refuses those that refer to nothing
 * known, that share an id, or that lead back to themselves, and what depends on such. Without `rules` every reference
 * that is no correlation's is taken for the id of a rule.
 */
export const resolveCorrelations = (
  correlations: readonly Correlation[],
  rules: readonly Pick<RuleHeader, 'id' | 'name'>[] | undefined,
): { readonly resolved: Resolved[]; readonly refused: Refused[] } => {
  const ids = new Map<string, string>();
  for (const { id, name } of [...(rules ?? []), ...correlations]) {
    ids.set(id, id);
    if (name !== undefined) ids.set(name, id);
  }
  const byId = new Map<string, Correlation>();
  const refused: Refused[] = [];
  for (const correlation of correlations) {
    if (byId.has(correlation.id)) refused.push({ id: correlation.id, reason: 'another correlation has the same id' });
    else byId.set(correlation.id, correlation);
  }
  const resolved: Resolved[] = [];
  /** Answers why a correlation is refused; `undefined` once it is placed. */
  const outcomes = new Map<string, string | undefined>();
  const underway = new Set<string>();
  const place = (correlation: Correlation): string | undefined => {
    const { id } = correlation;
    if (outcomes.has(id)) return outcomes.get(id);
    if (underway.has(id)) return 'it refers to itself, directly or through others';
    underway.add(id);
    const reason = visit(correlation);
    underway.delete(id);
    outcomes.set(id, reason);
    if (reason !== undefined) refused.push({ id, reason });
    return reason;
  };
  const visit = (correlation: Correlation): string | undefined => {
    if (underway.size > MAX_CHAIN) return `it is chained through more than ${MAX_CHAIN} others`;
    const children: string[] = [];
    for (const reference of correlation.rules) {
      const child = ids.get(reference) ?? (rules ? undefined : reference);
      if (child === undefined) return `there is no rule «${reference}»`;
      const chained = byId.get(child);
      const reason = chained && place(chained);
      if (reason !== undefined) return `«${reference}» is refused: ${reason}`;
      children.push(child);
    }
    resolved.push({ correlation, children });
    return undefined;
  };
  for (const correlation of byId.values()) place(correlation);
  return { resolved, refused };
};

/** Longest chain of correlations that is followed. */
const MAX_CHAIN = 32;
