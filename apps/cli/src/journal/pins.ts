import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** What was seen of a hub's journal: a later one has to be signed by the same key and to begin with the same tree. */
export interface Pin {
  readonly verifierKey: string;
  /** The last checkpoint that was verified. */
  readonly checkpoint?: string;
}

const file = (): string => join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'sanad', 'journals.json');

function all(): Record<string, Pin> {
  try {
    return JSON.parse(readFileSync(file(), 'utf8')) as Record<string, Pin>;
  } catch {
    // No journal was seen yet.
    return {};
  }
}

/** What was seen of the journal of the hub at an address. */
export const readPin = (url: string): Pin | undefined => all()[url];

/** Keeps it. */
export function keepPin(url: string, pin: Pin): void {
  mkdirSync(dirname(file()), { recursive: true, mode: 0o700 });
  writeFileSync(file(), `${JSON.stringify({ ...all(), [url]: pin }, null, 2)}\n`, { mode: 0o600 });
}
