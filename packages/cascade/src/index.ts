export { explainChange, explainOutcome } from './explain/explain.ts';
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
export { simulate } from './simulate/simulate.ts';
export { acceptNetwork, type Accepted, parseNetwork, validateNetwork } from './validate/network.ts';
export { validateScenario } from './validate/scenario.ts';
