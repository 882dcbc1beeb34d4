import type { SigmaDocument } from '../parse/parse.ts';
import type { Filter, Rule } from '../rule/rule.ts';
import { type CompileOptions, Matcher, type Refused } from './matcher.ts';

/** Compiles rules, narrowed by the filters among them; correlations are run by `createCorrelator`, and passed over. */
export const compileRules = (
  documents: readonly SigmaDocument[],
  options: CompileOptions = {},
): { readonly matcher: Matcher; readonly refused: Refused[] } => {
  const filters = documents.filter((document): document is Filter => document.kind === 'filter');
  const rules: Rule[] = [];
  const refused: Refused[] = [];
  const ids = new Set<string>();
  for (const document of documents) {
    if (document.kind !== 'rule') continue;
    if (ids.has(document.id)) refused.push({ id: document.id, reason: 'another rule has the same id' });
    else rules.push(document);
    ids.add(document.id);
  }
  const matcher = new Matcher(filters, options);
  refused.push(...matcher.update({ add: rules }).refused);
  return { matcher, refused };
};
