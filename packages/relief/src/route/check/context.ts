import type { Step } from '../plan.ts';
import type { RouteProblem, Shipment, Stop, Visit } from '../problem.ts';

/** A rule of the problem that a plan breaks. */
export interface Violation {
  /** The rule, kebab-case. */
  readonly rule: string;
  /** Where in the plan: property names and indexes joined by `/`. */
  readonly path: string;
  readonly message: string;
}

/** What all checks look things up in and report to. */
export interface Context {
  readonly problem: RouteProblem;
  readonly places: ReadonlyMap<string, number>;
  readonly stops: ReadonlyMap<string, Stop>;
  readonly shipments: ReadonlyMap<string, Shipment>;
  readonly report: (rule: string, path: string, message: string) => void;
}

/** Times and amounts of money may differ by this much, relative to their size, for rounding. */
const TOLERANCE = 1e-6;

/** How much a value may differ. */
export const slack = (value: number): number => TOLERANCE * Math.max(1, Math.abs(value));

/** Whether a step visits a task. */
export const isVisit = (step: Step): boolean =>
  step.kind === 'stop' || step.kind === 'pickup' || step.kind === 'delivery';

/** The visit that a step claims to make. */
export function visitOf(context: Context, step: Step): Visit | undefined {
  if (step.id === undefined) return undefined;
  if (step.kind === 'stop') return context.stops.get(step.id);
  const shipment = context.shipments.get(step.id);
  return step.kind === 'pickup' ? shipment?.from : step.kind === 'delivery' ? shipment?.to : undefined;
}
