/** A table of measured figures. */
export interface Table {
  readonly title: string;
  readonly rows: Record<string, string | number>[];
}

/** CPU seconds that this process has used, all threads. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What a piece of work gives and the CPU seconds it takes. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ value: T; seconds: number }> {
  const from = cpuSeconds();
  const value = await work();
  return { value, seconds: cpuSeconds() - from };
}

/** A figure with as many digits as it deserves. */
export function rounded(value: number, digits = 3): number {
  return Number(value.toPrecision(digits));
}

/** Prints tables when a bench is run by itself. */
export function print(tables: readonly Table[]): void {
  for (const { title, rows } of tables) {
    console.log(`\n${title}`);
    console.table(rows);
  }
}
