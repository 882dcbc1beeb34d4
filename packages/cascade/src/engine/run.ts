import type { Plan, PlanStep } from './plan.ts';
import { settle } from './settle.ts';
import { type State, touchElement } from './state.ts';
import { onTimer, refuel } from './store.ts';

/**
 * Plays a plan on a state at rest, moment by moment, up to the horizon; the state then holds what was lost.
 * `onMoment` is called whenever a moment has settled.
 */
export function run(state: State, plan: Plan, onMoment?: () => void): void {
  const active = new Uint8Array(plan.outages.length);
  let next = 0;
  for (;;) {
    const time = Math.min(plan.steps[next]?.at ?? Infinity, state.queue.nextTime);
    if (time >= plan.horizon) break;
    state.now = time;
    state.moment += 1;
    const better: number[] = [];
    const worse: number[] = [];
    while (state.queue.nextTime === time) {
      const [dependency, kind, generation] = state.queue.pop();
      if (state.generation[dependency] !== generation) continue;
      const asset = state.compiled.dependencies.asset[dependency]!;
      if (onTimer(state, dependency, kind)) {
        better.push(asset);
        state.recorder?.back(dependency, state.since[dependency]!);
      } else {
        worse.push(asset);
      }
    }
    for (let step = plan.steps[next]; step?.at === time; step = plan.steps[(next += 1)]) {
      apply(state, plan, active, step, better, worse);
    }
    settle(state, { better, worse });
    account(state);
    onMoment?.();
  }
  state.now = plan.horizon;
  for (const element of state.touchedElements) count(state, element, state.level[element]!);
}

function apply(state: State, plan: Plan, active: Uint8Array, step: PlanStep, better: number[], worse: number[]): void {
  if (step.order === 3) {
    const { start, service } = state.compiled.dependencies;
    for (let d = start[step.element]!; d < start[step.element + 1]!; d += 1) {
      if (step.service === -1 || step.service === service[d]) refuel(state, d, step.hours);
    }
    better.push(step.element);
    state.recorder?.refuelled(step.element);
    return;
  }
  const element = step.order === 1 ? step.element : plan.outages[step.outage]!.element;
  const outages = plan.outagesOf.get(element) ?? [];
  if (step.order === 1) for (const outage of outages) active[outage] = 0;
  else active[step.outage] = step.order === 2 ? 1 : 0;

  let own = 1;
  for (const outage of outages) if (active[outage] === 1) own = Math.min(own, plan.outages[outage]!.level);
  touchElement(state, element);
  state.own[element] = own;
  const cause = outages.find((outage) => active[outage] === 1 && plan.outages[outage]!.level === own);
  state.recorder?.ownChanged(element, cause === undefined ? undefined : plan.outages[cause]!.reason);
  (own > state.level[element]! ? better : worse).push(element);
}

/** Counts the hours lost up to now by everything that changed in a moment that has settled. */
function account(state: State): void {
  state.recorder?.settled(state);
  const { peopleAt } = state.compiled.demands;
  for (const element of state.inMoment) {
    const before = state.before[element]!;
    const level = state.level[element]!;
    if (before === level) continue;
    count(state, element, before);
    state.people += peopleAt[element]! * (before - level);
  }
  state.inMoment.length = 0;
  state.peakPeople = Math.max(state.peakPeople, state.people);
  state.recorder?.point(state.now, state.people);
}

function count(state: State, element: number, level: number): void {
  state.hoursLost[element]! += (1 - level) * (state.now - state.countedTo[element]!);
  state.countedTo[element] = state.now;
}
