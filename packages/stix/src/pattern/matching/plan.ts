import { microseconds } from '../timestamp.ts';
import type { Comparison, Pattern } from '../tree.ts';
import { Candidates } from './candidates.ts';
import type { ObservedData } from './observed.ts';

/** A pattern laid out for one set of observations; START and STOP are already applied to the candidates. */
export type Plan =
  /** `count` observations out of the candidates. */
  | { readonly kind: 'some'; readonly candidates: Candidates; readonly count: number }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Plan[] }
  /** Parts in order of time; `times` are the moments that can divide them. */
  | { readonly kind: 'sequence'; readonly parts: readonly Plan[]; readonly times: readonly number[] }
  /** A part within `span` microseconds; `times` are the moments at which the span can start. */
  | { readonly kind: 'within'; readonly part: Plan; readonly span: number; readonly times: readonly number[] }
  | { readonly kind: 'repeat'; readonly part: Plan; readonly times: number };

/**
 * Lays out which observations can stand for each `[ … ]`, how many of them are needed, and which choices of time and
 * branch are left. What needs no choice is folded: repetitions into counts, alternatives of single observations into
 * one set of candidates, WITHIN over a single observation into nothing.
 *
 * @param seen answers the indexes in `observed` of those that meet a comparison expression
 */
export function planPattern(
  pattern: Pattern,
  observed: readonly ObservedData[],
  seen: (comparison: Comparison) => number[],
): Plan {
  const firsts = distinctTimes(observed.map(({ first }) => first));
  const lasts = distinctTimes(observed.map(({ last }) => last));
  return plan(pattern, -Infinity, Infinity);

  function plan(node: Pattern, start: number, stop: number): Plan {
    switch (node.kind) {
      case 'observation':
        // Some moment of the observation is no earlier than START and before STOP (§9.5.1).
        return some(
          seen(node.comparison).filter((index) => {
            const one = observed[index];
            return one !== undefined && one.last >= start && one.first < stop;
          }),
        );
      case 'all-observed':
        return { kind: 'all', parts: plans(node.operands, start, stop) };
      case 'any-observed':
        return anyOf(plans(node.operands, start, stop));
      case 'followed-by':
        return { kind: 'sequence', parts: plans(node.operands, start, stop), times: firsts };
      case 'qualified':
        return qualified(node, start, stop);
    }
  }

  function plans(nodes: readonly Pattern[], start: number, stop: number): Plan[] {
    return nodes.map((node) => plan(node, start, stop));
  }

  function qualified(
    { qualifier, expression }: Extract<Pattern, { kind: 'qualified' }>,
    start: number,
    stop: number,
  ): Plan {
    if (qualifier.kind === 'repeats') return repeated(plan(expression, start, stop), qualifier.times);
    if (qualifier.kind === 'within') {
      const part = plan(expression, start, stop);
      if (part.kind === 'some' && part.count === 1) return part;
      return { kind: 'within', part, span: qualifier.seconds * 1e6, times: lasts };
    }
    const from = microseconds(qualifier.start) ?? -Infinity;
    const until = microseconds(qualifier.stop) ?? Infinity;
    // Nothing is at once from START on and before an earlier STOP, though it may last over both.
    return from < until ? plan(expression, Math.max(start, from), Math.min(stop, until)) : some([]);
  }

  function some(indexes: Iterable<number>): Plan {
    return { kind: 'some', candidates: new Candidates(indexes, observed), count: 1 };
  }

  function anyOf(parts: readonly Plan[]): Plan {
    const singles = parts.flatMap((part) =>
      part.kind === 'some' && part.count === 1 ? [part.candidates.indexes] : [],
    );
    const others = parts.filter((part) => part.kind !== 'some' || part.count !== 1);
    const single = singles.length > 0 ? [some(new Set(singles.flat()))] : [];
    const [only, ...more] = [...single, ...others];
    return only && more.length === 0 ? only : { kind: 'any', parts: [...single, ...others] };
  }
}

function repeated(part: Plan, times: number): Plan {
  if (part.kind === 'some') return { ...part, count: part.count * times };
  if (part.kind === 'all') return { kind: 'all', parts: part.parts.map((inner) => repeated(inner, times)) };
  return part.kind === 'repeat' ? { ...part, times: part.times * times } : { kind: 'repeat', part, times };
}

function distinctTimes(times: readonly number[]): number[] {
  return [...new Set(times)].toSorted((a, b) => a - b);
}
