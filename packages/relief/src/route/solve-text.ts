import { ok, type Result } from '@sanad/result';
import { formatVroom } from './vroom/format-vroom.ts';
import { isVroom } from './vroom/read-vroom.ts';
import type { RoutePlan, Step } from './plan.ts';
import type { RouteProblem } from './problem.ts';
import { readProblem } from './read/read.ts';
import { type RouteOptions, tryRoute } from './route.ts';

/** The short answer of the command line: stops by route in order, as named in the problem. */
export interface RouteLists {
  readonly cost: number;
  /** Reloads between trips appear as the place of reloading. */
  readonly routes: readonly (readonly (string | number)[])[];
  readonly unassigned: readonly (string | number)[];
}

/** What `solveText` answers: the short lists, the whole plan, and VROOM's answer to VROOM's question. */
export interface SolvedText {
  readonly problem: RouteProblem;
  readonly plan: RoutePlan;
  readonly lists: RouteLists;
  readonly vroom?: Record<string, unknown>;
}

/** Reads a problem in any known format, plans it and answers as `sanad relief route` prints it. */
export async function solveText(text: string, options: RouteOptions = {}): Promise<Result<SolvedText>> {
  const read = readProblem(text);
  if (!read.ok) return read;
  const problem = read.value;
  const result = await tryRoute(problem, options);
  if (!result.ok) return result;
  const plan = result.value;
  const asked: unknown = text.trimStart().startsWith('{') ? JSON.parse(text) : undefined;
  return ok({
    problem,
    plan,
    lists: routeLists(problem, plan),
    ...(isVroom(asked) ? { vroom: formatVroom(problem, plan) } : {}),
  });
}

/** The plan as lists of names; names that are whole numbers come as numbers. */
export function routeLists(problem: RouteProblem, plan: RoutePlan): RouteLists {
  const shipments = new Map((problem.shipments ?? []).map((one) => [one.id, one]));
  const nameOf = (step: Step): string[] => {
    switch (step.kind) {
      case 'stop':
        return [step.id!];
      case 'pickup':
        return [shipments.get(step.id!)?.from.label ?? `${step.id}/pickup`];
      case 'delivery':
        return [shipments.get(step.id!)?.to.label ?? `${step.id}/delivery`];
      case 'reload':
        return [step.place!];
      case 'start':
      case 'break':
      case 'end':
        return [];
    }
  };
  return {
    cost: plan.cost,
    routes: plan.routes.map((route) => route.steps.flatMap(nameOf).map(asNumber)),
    unassigned: plan.unassigned.map((one) => asNumber(one.id)),
  };
}

const asNumber = (name: string): string | number => (/^(0|[1-9]\d{0,14})$/.test(name) ? Number(name) : name);
