import type { Highs, Model } from 'highs';

/** The value of every column of a solved model, and the dual of every row (of a linear programme). */
export interface LinearSolution {
  readonly value: Float64Array;
  readonly dual: Float64Array;
  readonly objective: number;
  /** Whether the solver proved it best, or within the gap; otherwise its time limit came first. */
  readonly optimal: boolean;
}

/** Collects the columns and rows of a linear or mixed-integer programme and hands them to HiGHS. */
export class LinearModel {
  readonly #cost: number[] = [];
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #type: number[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];
  readonly #starts: number[] = [0];
  readonly #indices: number[] = [];
  readonly #values: number[] = [];

  /** Adds a column and returns its number. */
  column(column: {
    cost?: number;
    lower?: number;
    upper?: number;
    type?: 'continuous' | 'integer' | 'semi-integer';
  }): number {
    this.#cost.push(column.cost ?? 0);
    this.#lower.push(column.lower ?? 0);
    this.#upper.push(column.upper ?? Infinity);
    this.#type.push({ continuous: 0, integer: 1, 'semi-integer': 3 }[column.type ?? 'continuous']);
    return this.#cost.length - 1;
  }

  upperOf(column: number): number {
    return this.#upper[column]!;
  }

  /** Adds `lower ≤ Σ coefficient × column ≤ upper` and returns the number of the row. */
  row(lower: number, upper: number, entries: readonly (readonly [column: number, coefficient: number])[]): number {
    this.#rowLower.push(lower);
    this.#rowUpper.push(upper);
    for (const [column, coefficient] of entries) {
      this.#indices.push(column);
      this.#values.push(coefficient);
    }
    this.#starts.push(this.#indices.length);
    return this.#rowLower.length - 1;
  }

  /** A HiGHS model that minimises the cost of the columns; the caller disposes of it. */
  build(highs: Highs): Model {
    const { infinity } = highs;
    const bound = (value: number): number => (Number.isFinite(value) ? value : Math.sign(value) * infinity);
    const model = highs.createModel({
      numCols: this.#cost.length,
      numRows: this.#rowLower.length,
      colCost: this.#cost,
      colLower: this.#lower.map(bound),
      colUpper: this.#upper.map(bound),
      rowLower: this.#rowLower.map(bound),
      rowUpper: this.#rowUpper.map(bound),
      matrix: {
        format: 'csr',
        numRows: this.#rowLower.length,
        numCols: this.#cost.length,
        starts: this.#starts,
        indices: this.#indices,
        values: this.#values,
      },
      ...(this.#type.some((type) => type !== 0) ? { integrality: Int32Array.from(this.#type) } : {}),
    });
    model.options.set({ output_flag: false });
    return model;
  }
}

/**
 * Runs a built model as it stands; `undefined` if its limits end before there is a solution, or there is none.
 *
 * @param gap stops as soon as the solution is proved this close to the best, relatively
 */
export function solveModel(highs: Highs, model: Model, gap?: number): LinearSolution | undefined {
  const { callbackType, modelStatus } = highs.constants;
  let close = false;
  model.zeroAllClocks();
  if (gap === undefined) model.run();
  else {
    // HiGHS looks at its own limit for the gap between nodes only, and the root node can take most of the time.
    model.run({
      [callbackType.mipInterrupt](event) {
        close = (event.data.mip_gap ?? Infinity) <= gap;
        if (close) event.interrupt();
      },
    });
  }
  const optimal = close || model.getModelStatus() === modelStatus.optimal;
  const feasible = model.info.get('primal_solution_status') === highs.constants.solutionStatus.feasible;
  if (!optimal && !feasible) return undefined;
  const solution = model.getSolution();
  return { value: solution.colValue, dual: solution.rowDual, objective: model.getObjectiveValue(), optimal };
}

/** Appends an entry to the list under a key: how the rows of a model are gathered while its columns are made. */
export function gather<K>(lists: Map<K, [number, number][]>, key: K, column: number, coefficient: number): void {
  const list = lists.get(key);
  if (list) list.push([column, coefficient]);
  else lists.set(key, [[column, coefficient]]);
}
