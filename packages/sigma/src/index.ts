export { parseRule, parseRules, type SigmaDocument } from './parse/parse.ts';
export { evaluate } from './evaluate/evaluate.ts';
