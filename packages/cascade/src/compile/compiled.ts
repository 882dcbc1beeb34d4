import type { Flows } from '../flow/solver.ts';

/**
 * A network as typed arrays, so that a simulation touches only numbers. Elements are assets, then links, then
 * deliveries (the flow of one service to one asset), each part in the order of ids: the order of input never matters.
 * A list per row (suppliers of a dependency, steps, dependents, demands) is a slice between two starts.
 */
export interface Compiled {
  readonly assetCount: number;
  readonly linkCount: number;
  readonly elementCount: number;
  /** Asset and link ids by element; a delivery has the id of its asset. */
  readonly ids: readonly string[];
  readonly indexById: ReadonlyMap<string, number>;
  readonly serviceIds: readonly string[];
  /** Index of each asset in the network's own list. */
  readonly source: Int32Array;
  /** For each delivery, from `assetCount + linkCount` on, the element of its asset; others are themselves. */
  readonly owner: Int32Array;
  /** For each delivery, the service that it is of; -1 for others. */
  readonly deliveryService: Int32Array;
  readonly dependencies: CompiledDependencies;
  readonly demands: CompiledDemands;
  readonly flow: FlowPlan;
}

/** Dependencies, ordered by asset; `start[asset]` to `start[asset + 1]` are those of an asset. */
export interface CompiledDependencies {
  readonly count: number;
  readonly start: Int32Array;
  readonly asset: Int32Array;
  readonly service: Uint16Array;
  /** Suppliers (elements) of dependency d: `suppliers[supplierStart[d]]` up to `supplierStart[d + 1]`. */
  readonly supplierStart: Int32Array;
  readonly suppliers: Int32Array;
  readonly required: Int32Array;
  readonly minimumLevel: Float64Array;
  readonly stepStart: Int32Array;
  readonly stepAfter: Float64Array;
  readonly stepLevel: Float64Array;
  /** Hours of store used at the start. */
  readonly usedAtStart: Float64Array;
  /** Hours of store won back in an hour of supply; Infinity where at once. */
  readonly refillRate: Float64Array;
  readonly returnHours: Float64Array;
  readonly unconfirmed: Uint8Array;
  /** Dependencies that name an element as supplier: `dependents[dependentStart[e]]` up to `dependentStart[e + 1]`. */
  readonly dependentStart: Int32Array;
  readonly dependents: Int32Array;
  /** Index of each in the network's own list. */
  readonly source: Int32Array;
}

/** Demands, ordered by the element whose level meets them. */
export interface CompiledDemands {
  readonly start: Int32Array;
  readonly service: Uint16Array;
  readonly amount: Float64Array;
  readonly people: Float64Array;
  /** The sum of people over the demands of an element. */
  readonly peopleAt: Float64Array;
}

/** How flow services are shared out; no components where there are none. */
export interface FlowPlan {
  readonly components: readonly FlowComponent[];
  /** Components that an element takes part in: `componentsOf[componentStart[e]]` up to `componentStart[e + 1]`. */
  readonly componentStart: Int32Array;
  readonly componentsOf: Int32Array;
  /** The number of the element there: of the node for an asset, of the link for a link. */
  readonly placeIn: Int32Array;
}

/** A connected part of the network of one flow service. Nodes and arcs are numbered within it. */
export interface FlowComponent {
  readonly service: number;
  readonly nodeCount: number;
  /** The asset of each node. */
  readonly nodeAsset: Int32Array;
  readonly linkElement: Int32Array;
  readonly linkFrom: Int32Array;
  readonly linkTo: Int32Array;
  readonly linkCapacity: Float64Array;
  readonly linkOneWay: Uint8Array;
  /** What each node can feed in. */
  readonly supply: Float64Array;
  /** Demands in the order in which they are met: priority, then id. */
  readonly demandNode: Int32Array;
  readonly demandAmount: Float64Array;
  /** The delivery element of each demand. */
  readonly demandElement: Int32Array;
  /** The flows of an undisturbed day. */
  readonly usual: Flows;
}
