/**
 * Divides `total` whole units in proportion to `weights` so that the parts sum to it exactly: each gets its share
 * rounded down, and the largest remainders get one more (Hamilton 1792); ties go to the earlier entry.
 * Exact while `total × weight` stays below 2^53. All weights zero: every part is zero.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  let left = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index]!++;
    left--;
  }
  return parts;
}

/** Whole amounts in proportion to `weights`, none above its demand; what one can't use is divided among the others. */
export function proRata(total: number, demand: readonly number[], weights: readonly number[]): number[] {
  const amounts = demand.map(() => 0);
  for (
    let left = Math.min(
      total,
      demand.reduce((a, b) => a + b, 0),
    );
    left > 0;
  ) {
    const parts = apportion(
      left,
      weights.map((weight, index) => (amounts[index]! < demand[index]! ? weight : 0)),
    );
    let given = 0;
    for (const [index, part] of parts.entries()) {
      const more = Math.min(part, demand[index]! - amounts[index]!);
      amounts[index]! += more;
      given += more;
    }
    if (given === 0) break;
    left -= given;
  }
  return amounts;
}
