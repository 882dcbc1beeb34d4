/** Starts of the slices of rows that are counted by slice: `starts[i]` to `starts[i + 1]`. */
export function startsOf(counts: Int32Array): Int32Array {
  const starts = new Int32Array(counts.length + 1);
  for (let index = 0; index < counts.length; index += 1) {
    starts[index + 1] = (starts[index] ?? 0) + (counts[index] ?? 0);
  }
  return starts;
}

/** Groups rows 0..n by the slice that each belongs to, keeping their order: starts, and the rows in slice order. */
export function groupBy(slices: ArrayLike<number>, sliceCount: number): { starts: Int32Array; rows: Int32Array } {
  const counts = new Int32Array(sliceCount);
  for (let row = 0; row < slices.length; row += 1) counts[slices[row] ?? 0]! += 1;
  const starts = startsOf(counts);
  const next = starts.slice();
  const rows = new Int32Array(slices.length);
  for (let row = 0; row < slices.length; row += 1) rows[next[slices[row] ?? 0]!++] = row;
  return { starts, rows };
}
