export { explainChange, explainOutcome } from './explain/explain.ts';
export { importNetwork } from './import/import-network.ts';
export type { Mapping, NumberTemplate, TableMapping, Template } from './import/mapping.ts';
export type { Language } from './explain/catalogue.ts';
export type {
  Asset,
  DegradationStep,
  Demand,
  Dependency,
  DependencyType,
  Link,
  Network,
  Production,
  RepairNeed,
  Service,
} from './model/network.ts';
export type { AffectedAsset, Cause, Change, CurvePoint, Outcome, Restoration, Unserved } from './model/outcome.ts';
export type { OutageEvent, RefuelEvent, RepairEvent, Scenario, ScenarioEvent } from './model/scenario.ts';
export type { PairRanking, RankedPair } from './rank/pairs.ts';
export { rank, type RankedAsset, type Ranking, type RankOptions } from './rank/rank.ts';
export { upstream, type UpstreamAsset } from './rank/upstream.ts';
export { simulate } from './simulate/simulate.ts';
export { acceptNetwork, type Accepted, parseNetwork, validateNetwork } from './validate/network.ts';
export { validateScenario } from './validate/scenario.ts';
