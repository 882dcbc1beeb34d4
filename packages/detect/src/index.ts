export { Engine } from './engine/engine.ts';
export type {
  Delta,
  EngineOptions,
  EngineReport,
  Event,
  Remembers,
  SharedIndicators,
  UpdateReport,
} from './engine/engine.ts';
export type { CorrelationHit, Hit, IndicatorHit, LocalDetail, PastHit, RuleHit } from './engine/hit.ts';
export type { RefusedIndicator } from './engine/indicator-watch.ts';
export type { RuleDelta, RuleOptions, RuleReport } from './engine/rule-watch.ts';
export type { Suppression } from './engine/suppressions.ts';
export { History } from './history/history.ts';
export type { HistoryOptions, HistoryReport, Seen } from './history/history.ts';
export type { KeptRange } from './history/fingerprint.ts';
export type { Segment } from './history/segment.ts';
export { MemoryHistoryStorage } from './history/storage.ts';
export type { HistoryStorage } from './history/storage.ts';
export type { Relation } from './indicator/indicator-table.ts';
export type { Indicator, IndicatorFacts } from './indicator/indicator.ts';
export { BUILT_IN_MAPPINGS } from './mapping/built-in.ts';
export { eventTime, parseTime } from './mapping/event-time.ts';
export { Extractor } from './mapping/extractor.ts';
export { FIELD_KINDS, parseMapping } from './mapping/mapping.ts';
export type { FieldKind, ObservableMapping } from './mapping/mapping.ts';
export { Key } from './observable/key.ts';
export { formatValue, normalise } from './observable/normalise.ts';
export { refang } from './observable/refang.ts';
export { OBSERVABLE_TYPES } from './observable/type.ts';
export type { ObservableType } from './observable/type.ts';
export { tableFromParts, tableToParts } from './table/serialise.ts';
export type { TableShare } from './table/value-table.ts';
export type { RefusedEntry, Verdict } from './warninglist/judge.ts';
export { SPECIAL_VALUES } from './warninglist/special-values.ts';
export type { SpecialValues } from './warninglist/special-values.ts';
export { parseWarninglist } from './warninglist/warninglist.ts';
export type { Warninglist, WarninglistKind } from './warninglist/warninglist.ts';
