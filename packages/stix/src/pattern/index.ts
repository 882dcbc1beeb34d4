export { formatPattern } from './format.ts';
export { MAXIMUM_PATTERN_LENGTH, parsePattern } from './parse.ts';
export { MAXIMUM_PATTERN_DEPTH } from './tokens.ts';
export { comparisonTests, plainAlternatives } from './walk.ts';
export type { PlainAlternative } from './walk.ts';
export type {
  Comparison,
  ComparisonJoin,
  ComparisonTest,
  EqualityTest,
  ExistsTest,
  Literal,
  ObjectPath,
  Observation,
  ObservationJoin,
  OrderedLiteral,
  OrderTest,
  PathStep,
  Pattern,
  QualifiedObservation,
  Qualifier,
  SetTest,
  TextTest,
} from './tree.ts';
export { compilePattern, matchPattern } from './match.ts';
export type { Match, MatchOptions, PatternMatcher } from './match.ts';
export { equivalentPatterns } from './equivalent.ts';
export { patternWarnings } from './warnings.ts';
export { positionAt } from './text-issues.ts';
