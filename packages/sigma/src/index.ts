export { parseRule, parseRules, type SigmaDocument } from './parse/parse.ts';
export { evaluate } from './evaluate/evaluate.ts';
export { compileRules } from './engine/compile-rules.ts';
export { type CompileOptions, Matcher, type Refused, type Router, type RuleMatch } from './engine/matcher.ts';
