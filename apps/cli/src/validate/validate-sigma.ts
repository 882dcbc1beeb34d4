import { parseRules } from '@sanad/sigma';
import type { Judgement } from '../commands/validate.ts';

/** Judges every document of a Sigma file. */
export function validateSigma(yaml: string): Judgement {
  const rules = parseRules(yaml);
  return { kind: 'sigma', count: rules.length, issues: rules.flatMap((rule) => (rule.ok ? [] : rule.issues)) };
}
