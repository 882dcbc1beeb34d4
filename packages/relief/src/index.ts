export { allocate } from './allocate/allocate.ts';
export type {
  Allocation,
  Change,
  ClassOutcome,
  NeedOutcome,
  PolicyOutcome,
  Reason,
  Shipment,
} from './allocate/allocation.ts';
export { apportion } from './allocate/apportion.ts';
export { checkAllocation } from './allocate/check-allocation.ts';
export { checkAllocationProblem } from './allocate/check-problem.ts';
export { gini } from './allocate/compare.ts';
export { deprivationCost } from './allocate/deprivation.ts';
export { networkSimplex, type FlowNetwork, type FlowSolution } from './allocate/network-simplex.ts';
export { allocationProblemSchema } from './allocate/problem-schema.ts';
export type {
  AllocationItem,
  AllocationProblem,
  Fairness,
  Lane,
  LaneMatrix,
  Need,
  Production,
  Substitute,
  Supply,
  TemperatureRange,
  Terms,
} from './allocate/problem.ts';
export { applyRelaxation } from './allocate/relax.ts';
export { formatChange, formatReason, type Language } from './allocate/words.ts';
