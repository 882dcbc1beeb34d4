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
export { comparePlans, type PlanChange } from './allocate/changes.ts';
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
export { arcTimes, placeClosures, type Closure, type PlacedClosure, type VehicleClass } from './roads/closures.ts';
export { readRoadsCsv } from './roads/csv.ts';
export { departuresOf, oneToAll, type Departures } from './roads/dijkstra.ts';
export { readRoadsGeoJson } from './roads/geojson.ts';
export { prepareRoads, type Hierarchy } from './roads/hierarchy.ts';
export { roadLanes, type PlacedPlace } from './roads/lane-matrix.ts';
export { customize, NO_WAY, type Metric } from './roads/metric.ts';
export { readRoadsOsmPbf } from './roads/osm-pbf.ts';
export { affectedLegs, type AffectedLeg, type PlannedLeg } from './roads/promises.ts';
export { shortestPath, travelTimes, type RoadPath } from './roads/query.ts';
export { buildRoadGraph, metresBetween, shapeOf, type RoadGraph, type RoadWay } from './roads/road-graph.ts';
export { indexStops, placeStops, type Stop, type StopIndex } from './roads/stops.ts';
export { gtinCheckDigit, parseAtc, parseGtin, type AtcCode } from './stock/codes.ts';
export {
  judgeColdChain,
  type ColdChainAllowance,
  type ColdChainReport,
  type TemperatureReading,
} from './stock/cold-chain.ts';
export {
  balanceKey,
  locateLot,
  pickLots,
  post,
  type Account,
  type AccountKind,
  type Balances,
  type Entry,
  type Movement,
  type Pick,
} from './stock/ledger.ts';
export { checkItem, type StockItem } from './stock/item.ts';
export { expiryMoment, lotFault, type Lot, type LotFault } from './stock/lot.ts';
export {
  nextStates,
  takeStep,
  type MissionKind,
  type MissionRole,
  type MissionState,
  type MissionStep,
} from './stock/mission.ts';
export { settle, type Bearer, type CostLine, type Settlement } from './stock/settlement.ts';
export { convert, parseRatio, type Ratio, type Units } from './stock/units.ts';
export { checkPlan, type Violation } from './route/check-plan.ts';
export { checkProblem as checkRouteProblem } from './route/check-problem.ts';
export { explain as explainRoutes, type Cause, type Explanation, type Relaxation } from './route/explain/explain.ts';
export { applyRouteRelaxation } from './route/explain/relax.ts';
export { formatExplanation, type ExplanationLanguage } from './route/explain/words.ts';
export type { PlannedRoute, RoutePlan, Step } from './route/plan.ts';
export type {
  Break,
  Matrix,
  Place,
  Progress,
  RouteProblem,
  Shipment as RouteShipment,
  Stop as RouteStop,
  Travel,
  Vehicle,
  Visit,
} from './route/problem.ts';
export { readLiLim } from './route/read/li-lim.ts';
export { readProblem } from './route/read/read.ts';
export { readSolomon } from './route/read/solomon.ts';
export { readVrplib } from './route/read/vrplib.ts';
export { replan, type Replan, type ReplanOptions } from './route/replan.ts';
export { route, RouteProblemError, tryRoute, type RouteOptions } from './route/route.ts';
export { routeLists, solveText, type RouteLists, type SolvedText } from './route/solve-text.ts';
export { formatVroom } from './route/vroom/format-vroom.ts';
export { isVroom, readVroom } from './route/vroom/read-vroom.ts';
