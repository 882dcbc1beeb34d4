import { endTurn, takeTurn } from './clock.ts';
import type { Write } from './database.ts';

/** Records an accepted write that is no object: what kind, and the facts of it without secrets. */
export async function journal(write: Write, kind: string, facts: Readonly<Record<string, unknown>>): Promise<void> {
  const turn = await takeTurn(write);
  const added = turn.first;
  await endTurn(write, turn, added, [{ added, kind, entry: JSON.stringify({ added, kind, ...facts }) }]);
}
