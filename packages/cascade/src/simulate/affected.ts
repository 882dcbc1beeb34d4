import type { State } from '../engine/state.ts';
import type { AffectedAsset, Change } from '../model/outcome.ts';

/** Every asset and link that a run left less than whole for some time, in the order of ids. */
export function affectedIn(changes: readonly Change[], state: State): AffectedAsset[] {
  const first = new Map<string, number>();
  const last = new Map<string, Change>();
  for (const change of changes) {
    if (change.delivery !== undefined) continue;
    if (!first.has(change.target)) first.set(change.target, change.at);
    last.set(change.target, change);
  }
  return [...first.keys()].toSorted().map((target) => {
    const change = last.get(target);
    const element = state.compiled.indexById.get(target)!;
    return {
      target,
      firstAt: first.get(target)!,
      ...(change?.to === 1 && { restoredAt: change.at }),
      hoursLost: state.hoursLost[element]!,
    };
  });
}
