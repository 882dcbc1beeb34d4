import type { Change } from './allocation.ts';
import type { AllocationProblem, Production, Supply } from './problem.ts';

/** The problem with the changes agreed to; each benefits only the need that it names. */
export function applyRelaxation(problem: AllocationProblem, changes: readonly Change[]): AllocationProblem {
  return changes.reduce(apply, problem);
}

function apply(problem: AllocationProblem, change: Change): AllocationProblem {
  switch (change.kind) {
    case 'deadline':
    case 'shelf-life': {
      const { kind: _, need: id, ...altered } = change;
      return { ...problem, needs: problem.needs.map((need) => (need.id === id ? { ...need, ...altered } : need)) };
    }
    case 'terms': {
      const allow = <T extends Supply | Production>(source: T): T =>
        source.id === change.source
          ? {
              ...source,
              terms: { ...source.terms, exceptions: [...(source.terms?.exceptions ?? []), change.need] },
            }
          : source;
      return {
        ...problem,
        supplies: problem.supplies.map(allow),
        ...(problem.production ? { production: problem.production.map(allow) } : {}),
      };
    }
    case 'reserve':
    case 'minimum-lot':
      return { ...problem, supplies: problem.supplies.flatMap((supply) => split(supply, change)) };
    case 'lane': {
      const { kind: _, need, ...lane } = change;
      const lanes = problem.lanes ?? [];
      const id = `for ${need} from ${change.from} (${lanes.length})`;
      return { ...problem, lanes: [...lanes, { ...lane, id, needs: [need] }] };
    }
    case 'supply': {
      const { kind: _, need, ...lot } = change;
      const supply: Supply = { ...lot, id: `for ${need}`, terms: { recipients: [need] } };
      return { ...problem, supplies: [...problem.supplies, supply] };
    }
  }
}

/** A lot in two: the rest of it, and the part set aside for one need. */
function split(supply: Supply, change: Change & { kind: 'reserve' | 'minimum-lot' }): Supply[] {
  if (supply.id !== change.source) return [supply];
  const reserve = supply.reserve ?? 0;
  const rest = {
    ...supply,
    quantity: supply.quantity - change.quantity,
    reserve: change.kind === 'reserve' ? reserve - change.quantity : reserve,
  };
  const part: Supply = {
    ...supply,
    id: `${supply.id} for ${change.need} (${change.kind})`,
    quantity: change.quantity,
    reserve: 0,
    minimumLot: 1,
    terms: { recipients: [change.need] },
  };
  return rest.quantity > 0 ? [rest, part] : [part];
}
