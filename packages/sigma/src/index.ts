export { parseRule, parseRules, type SigmaDocument } from './parse/parse.ts';
export type { ParseLimits } from './parse/document.ts';
export type {
  Comparison,
  Correlation,
  CorrelationType,
  Detection,
  Expression,
  Filter,
  Level,
  LogSource,
  Match,
  Rule,
  RuleHeader,
  Test,
  TimePart,
} from './rule/rule.ts';
export type { Pattern, Placeholder } from './rule/pattern.ts';
export type { Event } from './evaluate/values.ts';
export { evaluate } from './evaluate/evaluate.ts';
export { compileRules } from './engine/compile-rules.ts';
export { type CompileOptions, Matcher, type Refused, type Router, type RuleMatch } from './engine/matcher.ts';
export type { Placeholders } from './engine/prepare.ts';
export { Correlator, createCorrelator } from './correlation/correlator.ts';
export type { CorrelationMatch, CorrelatorCounts, CorrelatorOptions, SavedCorrelator } from './correlation/types.ts';
export { builtInMappings } from './logsource/built-in.ts';
export { type Mapping, type Route, readMapping } from './logsource/mapping.ts';
export { type NormalisedEvent, type Normaliser, createNormaliser } from './logsource/normalise.ts';
export { type Explanation, explain, formatExplanation } from './explain/explain.ts';
