import type { Dependency, Network } from '../model/network.ts';
import type { Scenario } from '../model/scenario.ts';

/** What the oracle remembers of a dependency. */
interface Memory {
  supplied: boolean;
  /** Hours of the store that are used up. */
  used: number;
  /** The level that it was hit to and has not come back from. */
  held: number;
  /** Hours of supply since it last came back. */
  suppliedFor: number;
}

/**
 * The level of every asset in every hour, by plain steps of one hour over everything: slow, and written to be read.
 * It shares no code with the engine. Logical services only; exact where all times are whole hours.
 */
export function oracle(network: Network, scenario: Scenario): Map<string, number>[] {
  const dependencies = network.dependencies ?? [];
  const memory = new Map<Dependency, Memory>();
  for (const dependency of dependencies) {
    memory.set(dependency, {
      supplied: true,
      used: storeOf(dependency) * (1 - (dependency.fill ?? 1)),
      held: 1,
      suppliedFor: Infinity,
    });
  }
  const hours: Map<string, number>[] = [];
  for (let hour = 0; hour < (scenario.horizonHours ?? 168); hour += 1) {
    for (const dependency of dependencies) comeBack(dependency, memory.get(dependency)!);
    for (const event of scenario.events) {
      if (event.kind !== 'refuel' || event.at !== hour) continue;
      for (const dependency of dependencies) {
        if (dependency.asset === event.target) refuel(dependency, memory.get(dependency)!, event.hours ?? Infinity);
      }
    }
    const levels = settle(network, memory, (id) => ownLevel(scenario, id, hour));
    hours.push(levels);
    for (const dependency of dependencies)
      anHourPasses(dependency, memory.get(dependency)!, isSupplied(dependency, levels));
  }
  return hours;
}

const stepsOf = ({ degradation, autonomyHours }: Dependency) =>
  degradation ?? [{ afterHours: autonomyHours ?? 0, level: 0 }];

const storeOf = (dependency: Dependency): number => stepsOf(dependency).at(-1)!.afterHours;

/** What works after some hours without supply. */
function afterHours(dependency: Dependency, used: number): number {
  return stepsOf(dependency).findLast((step) => step.afterHours <= used)?.level ?? 1;
}

function ownLevel(scenario: Scenario, id: string, hour: number): number {
  let level = 1;
  for (const event of scenario.events) {
    if (event.kind !== 'outage' || event.target !== id) continue;
    const repairs = scenario.events.filter(
      (other) => other.kind === 'repair' && other.target === id && other.at > event.at,
    );
    const end = Math.min(event.until ?? Infinity, ...repairs.map((repair) => repair.at));
    if (event.at <= hour && hour < end) level = Math.min(level, event.level ?? 0);
  }
  return level;
}

function isSupplied({ on = [], rule = 'all', minimumLevel }: Dependency, levels: Map<string, number>): boolean {
  const good = on.filter((id) => (minimumLevel === undefined ? levels.get(id)! > 0 : levels.get(id)! >= minimumLevel));
  if (rule === 'all') return good.length === on.length;
  return good.length >= (rule === 'any' ? 1 : rule.atLeast);
}

/** From everything working, takes away what cannot, over and over, until nothing changes. */
function settle(network: Network, memory: Map<Dependency, Memory>, own: (id: string) => number): Map<string, number> {
  const levels = new Map(network.assets.map(({ id }) => [id, own(id)]));
  for (let changed = true; changed;) {
    changed = false;
    for (const { id } of network.assets) {
      const mine = (network.dependencies ?? []).filter((dependency) => dependency.asset === id);
      const left = mine.map((dependency) =>
        levelLeft(dependency, memory.get(dependency)!, isSupplied(dependency, levels)),
      );
      const level = Math.min(own(id), ...left);
      if (level < levels.get(id)!) {
        levels.set(id, level);
        changed = true;
      }
    }
  }
  return levels;
}

function levelLeft(dependency: Dependency, { supplied, used, held }: Memory, suppliedNow: boolean): number {
  if (suppliedNow && supplied) return held;
  if (suppliedNow && (dependency.returnHours ?? 0) === 0) return 1;
  return Math.min(held, afterHours(dependency, used));
}

/** At the start of an hour: whoever has had supply for long enough is back. */
function comeBack({ returnHours = 0 }: Dependency, mine: Memory): void {
  if (mine.supplied && mine.suppliedFor >= returnHours) mine.held = 1;
}

function refuel(dependency: Dependency, mine: Memory, hours: number): void {
  mine.used = Math.max(0, mine.used - hours);
  mine.held = mine.supplied ? 1 : afterHours(dependency, mine.used);
}

function anHourPasses(dependency: Dependency, mine: Memory, supplied: boolean): void {
  const returned = supplied && !mine.supplied;
  if (returned || !supplied) mine.held = Math.min(mine.held, afterHours(dependency, mine.used));
  if (returned) mine.suppliedFor = 0;
  mine.supplied = supplied;
  if (supplied) {
    mine.suppliedFor += 1;
    const { refill, refillHours = 0 } = dependency;
    if (refill !== 'by-delivery') {
      mine.used = refillHours === 0 ? 0 : Math.max(0, mine.used - storeOf(dependency) / refillHours);
    }
  } else {
    mine.used = Math.min(storeOf(dependency), mine.used + 1);
  }
}
