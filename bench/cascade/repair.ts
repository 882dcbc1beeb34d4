import { type Network, repair, type RepairProblem } from '@sanad/cascade';
import { seeded } from '@sanad/cascade/nation';
import { publishedNetwork } from './published.ts';
import { cpuTime, digits, print, type Table } from './table.ts';

const CASES = Number(process.env['SANAD_BENCH_CASES'] ?? 100);
const DAMAGED_PART = 0.08;

/** Repair of Shelby County after random damage, beside the rules of thumb. */
export async function run(): Promise<Table[]> {
  const network = publishedNetwork('shelby-extended');
  if (!network) return [{ title: 'Repair on Shelby: SANAD_SHARED has no infrastructure/shelby-extended', rows: [] }];
  const savings: number[] = [];
  const gaps: number[] = [];
  const { milliseconds } = await cpuTime(async () => {
    for (let seed = 1; seed <= CASES; seed += 1) {
      const plan = await repair(network, randomDamage(network, seed), { evaluations: 2000 });
      const thumb = Math.min(...Object.values(plan.baselines));
      savings.push(1 - plan.populationHours / thumb);
      gaps.push(plan.gap);
    }
  });
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const median = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return [
    {
      title: `Repair on Shelby: ${CASES} random cases in which each asset and link is damaged with a probability of ${DAMAGED_PART}, one crew for each network`,
      rows: [
        {
          'fewer population-hours than the best rule of thumb, mean': digits(mean(savings)),
          median: digits(median(savings)),
          least: digits(Math.min(...savings)),
          'gap to the bound, mean': digits(mean(gaps)),
          'CPU s a plan': digits(milliseconds / 1000 / CASES),
        },
      ],
    },
  ];
}

function randomDamage(network: Network, seed: number): RepairProblem {
  const random = seeded(seed);
  const things = [...network.assets, ...(network.links ?? [])].filter(({ repair: need }) => need && need.hours > 0);
  const damage = things.filter(() => random() < DAMAGED_PART).map(({ id }) => ({ target: id }));
  const crews = network.services.map(({ id }) => ({ id: `${id} crew`, kind: id, base: [-90.05, 35.15] as const }));
  return { damage, crews };
}

if (import.meta.main) print(await run());
