/** A table of figures. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

/** Prints tables on a terminal. */
export function print(tables: readonly Table[]): void {
  for (const { title, rows } of tables) {
    console.log(`\n${title}`);
    console.table(rows);
  }
}

/** CPU time of this process, in milliseconds, that some work takes (workers' time included), and what it gives. */
export async function cpuTime<T>(work: () => T | Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, milliseconds: (user + system) / 1000 };
}

/** A number with so many digits that matter. */
export const digits = (value: number, count = 3): number => Number(value.toPrecision(count));
