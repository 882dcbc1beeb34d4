export { canonicalJson } from './common/canonical-json.ts';
export { isPropertyName, isTypeName, newIdentifier, parseIdentifier } from './common/identifier.ts';
export type { Identifier } from './common/identifier.ts';
export { isBundle } from './common/stix-object.ts';
export type { Bundle, ExternalReference, GranularMarking, StixObject } from './common/stix-object.ts';
export { compareTimestamps, formatTimestamp, isTimestamp, parseTimestamp } from './common/timestamp.ts';
export type { Timestamp } from './common/timestamp.ts';
export { scoId } from './ids/sco-id.ts';
export { exchangePolicyOf, isInForce } from './markings/iep.ts';
export type { ExchangePolicy, PermittedAction } from './markings/iep.ts';
export { formatSelector, parseSelector, select } from './markings/selector.ts';
export type { Selector } from './markings/selector.ts';
export { strictestMarking } from './markings/strictest-marking.ts';
export { normaliseMarking, TLP, TLP_1, TLP_LEVELS, tlpOf } from './markings/tlp.ts';
export type { TlpLevel } from './markings/tlp.ts';
export { visibleParts } from './markings/visible-parts.ts';
export { categoryOf, objectTypes, typeDefinitions } from './specification/object-types.ts';
export { propertyKind } from './specification/kind.ts';
export type { Category, Kind, Properties, TypeDefinition } from './specification/kind.ts';
export { recommendations } from './specification/recommendations.ts';
export type { Recommendation } from './specification/recommendations.ts';
export { isNamedRelationship } from './specification/relationships.ts';
export { MAX_DEPTH, MAX_PROPERTIES, parseJson } from './validation/json-text.ts';
export type { ValidateOptions } from './validation/report.ts';
export { validate } from './validation/validate.ts';
export { compareVersions, versionOf } from './versions/compare-versions.ts';
export type { VersionComparison, VersionOrder } from './versions/compare-versions.ts';
export {
  comparisonTests,
  compilePattern,
  equivalentPatterns,
  formatPattern,
  matchPattern,
  MAXIMUM_PATTERN_DEPTH,
  MAXIMUM_PATTERN_LENGTH,
  parsePattern,
  patternWarnings,
  plainAlternatives,
  positionAt,
} from './pattern/index.ts';
export type {
  Comparison,
  ComparisonJoin,
  ComparisonTest,
  EqualityTest,
  ExistsTest,
  Literal,
  Match,
  MatchOptions,
  ObjectPath,
  Observation,
  ObservationJoin,
  OrderedLiteral,
  OrderTest,
  PathStep,
  Pattern,
  PatternMatcher,
  PlainAlternative,
  QualifiedObservation,
  Qualifier,
  SetTest,
  TextTest,
} from './pattern/index.ts';
