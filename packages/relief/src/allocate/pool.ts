/**
 * What can go where, with everything but amounts left out: offers (lots, batches to be made) and needs joined by arcs.
 * Arcs are sorted by need; those of need `n` lie at `start[n]..start[n+1]`.
 */
export interface Pool {
  /** Whole units that each offer can give. */
  readonly capacity: Float64Array;
  /** Whole units that each need asks for. */
  readonly demand: Float64Array;
  /** Priority class of each need, 1 first. */
  readonly priority: Int32Array;
  readonly start: Int32Array;
  readonly offer: Int32Array;
  /** Cost per unit of each arc, whole minor units of currency. */
  readonly cost: Float64Array;
}

/** The priority classes that occur, most urgent first. */
export function classesOf(pool: Pool): number[] {
  return [...new Set(pool.priority)].toSorted((a, b) => a - b);
}
