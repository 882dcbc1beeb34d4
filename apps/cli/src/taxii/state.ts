import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** How far earlier runs came, by what they did. */
export interface State<Point> {
  read(key: string): Point | undefined;
  keep(key: string, point: Point): void;
}

/** State in a file that outlives a crash: the new one replaces the old when it is whole. */
export function fileState<Point>(path: string = defaultPath()): State<Point> {
  const all = (): Record<string, Point> => {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Point>;
    } catch {
      // The first run.
      return {};
    }
  };
  return {
    read: (key) => all()[key],
    keep(key, point) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.part`, `${JSON.stringify({ ...all(), [key]: point }, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${path}.part`, path);
    },
  };
}

const defaultPath = (): string =>
  join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'sanad', 'taxii.json');
