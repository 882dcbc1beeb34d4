import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a data folder this process's alone, until the returned function gives it back. A lock that a killed hub left
 * behind is taken over. Throws an Error that names the process which holds the folder.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'hub.lock');
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readFileSync(file, 'utf8'));
    if (alive(holder)) {
      throw new Error(
        `Another hub (process ${holder}) is running on ${folder}. Stop it, or set SANAD_DATA to another folder.`,
      );
    }
    rmSync(file, { force: true });
  }
}

/** The process that took a data folder, and whether it still lives; undefined when the folder is free. */
export function lockHolder(folder: string): { readonly pid: number; readonly alive: boolean } | undefined {
  const file = join(folder, 'hub.lock');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  return { pid, alive: alive(pid) };
}

function alive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
