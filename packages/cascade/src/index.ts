export { explainChange, explainOutcome } from './explain/explain.ts';
export { harden, type HardenChoice, type Hardening, type HardenOptions } from './harden/harden.ts';
export { type WorkPackage, workPackage } from './harden/work-package.ts';
export type { WeightedScenario } from './harden/losses.ts';
export type {
  AddAutonomy,
  AddLink,
  AddSupplier,
  Effect,
  HardenSite,
  Measure,
  ShortenOutages,
} from './harden/measures.ts';
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
export type { Uncertainty } from './monte-carlo/draw.ts';
export { monteCarlo, type MonteCarloOptions, type MonteCarloResult } from './monte-carlo/monte-carlo.ts';
export type { PairRanking, RankedPair } from './rank/pairs.ts';
export { rank, type RankedAsset, type Ranking, type RankOptions } from './rank/rank.ts';
export { upstream, type UpstreamAsset } from './rank/upstream.ts';
export type { Baseline } from './repair/baselines.ts';
export type { Arrival, Crew, Damage, Position, RepairProblem, Roads, TravelTime } from './repair/problem.ts';
export { explainReason, type StepReason } from './repair/reasons.ts';
export { repair, type RepairOptions, type RepairPlan, type RepairStep } from './repair/repair.ts';
export { type NewFacts, replanned } from './repair/replan.ts';
export { formatOutcomeCsv } from './report/outcome-csv.ts';
export type { Feature, FeatureCollection } from './report/geojson.ts';
export { formatOutcomeGeoJson, formatRankingGeoJson, formatRepairGeoJson } from './report/maps.ts';
export { formatReport } from './report/report.ts';
export { formatHardeningCsv, formatRankingCsv, formatRepairCsv } from './report/tables.ts';
export {
  damageProbability,
  type Exposure,
  exposuresTo,
  type FragilityCurve,
  type Hazard,
  hazardScenario,
} from './scenarios/hazard.ts';
export { outageList } from './scenarios/outage-list.ts';
export { outageScenario, type OutageTime, selectAssets, type Selection } from './scenarios/selection.ts';
export { assetsRunning, vulnerabilityScenario } from './scenarios/vulnerability.ts';
export { simulate } from './simulate/simulate.ts';
export { createSimulator, type Simulator } from './simulate/simulator.ts';
export { acceptNetwork, type Accepted, parseNetwork, validateNetwork } from './validate/network.ts';
export { validateHardenOptions, validateRepairProblem } from './validate/problems.ts';
export { hardenSchema, mappingSchema, networkSchema, repairSchema, scenarioSchema } from './validate/schemas.ts';
export { validateScenario } from './validate/scenario.ts';
