import { Command, Option } from 'commander';
import { solveText, type RouteOptions, type SolvedText } from '@sanad/relief';
import { Failure } from '../../failure.ts';
import { wholeNumber, positive } from '../../numbers.ts';
import { processOutput } from '../../output.ts';
import { readText } from '../../read-text.ts';

interface Given {
  readonly timeLimit?: number;
  readonly iterations?: number;
  readonly seed: number;
  readonly fleet: 'fixed' | 'free';
  readonly output: 'lists' | 'plan' | 'vroom';
  readonly json?: boolean;
}

/** `sanad relief route`: plans the trips of a fleet. */
export function routeCommand(): Command {
  return new Command('route')
    .description('plan the trips of a fleet: JSON of ours or of VROOM, Solomon, Li & Lim or VRPLIB text')
    .argument('<problem>', 'the file, - for standard input')
    .option('--time-limit <seconds>', 'search for so long; 10 unless --iterations is given', positive)
    .option(
      '--iterations <number>',
      'search so many rounds: the same seed then gives the same plan everywhere',
      wholeNumber,
    )
    .option('--seed <number>', 'where the search begins', wholeNumber, 0)
    .addOption(
      new Option('--fleet <kind>', 'fixed: each vehicle once; free: as often as it helps')
        .choices(['fixed', 'free'])
        .default('fixed'),
    )
    .addOption(
      new Option('--output <form>', 'with --json: short lists, the whole plan with its times, or the answer of VROOM')
        .choices(['lists', 'plan', 'vroom'])
        .default('lists'),
    )
    .action(async (file: string, given: Given) => {
      const output = processOutput(given.json === true);
      const total = given.timeLimit ?? (given.iterations === undefined ? 10 : undefined);
      const bar = output.progress('Searching', total === undefined ? given.iterations : Math.round(total * 1000));
      const begun = performance.now();
      const options: RouteOptions = {
        seed: given.seed,
        fleet: given.fleet,
        ...(given.timeLimit !== undefined && { timeLimitMs: given.timeLimit * 1000 }),
        ...(given.iterations !== undefined && { iterations: given.iterations }),
        onProgress: () => bar.to(Math.round(performance.now() - begun)),
      };
      const solved = await solveText(readText(file), options);
      bar.end();
      if (!solved.ok) throw new Failure(2, `${file} can't be planned.`, solved.issues);
      output.result(formOf(solved.value, given.output, file), inWords(solved.value));
    });
}

function formOf(solved: SolvedText, form: Given['output'], file: string): unknown {
  if (form === 'lists') return solved.lists;
  if (form === 'plan') return solved.plan;
  if (!solved.vroom) throw new Failure(2, `${file} is no problem of VROOM, so it has no answer of VROOM.`);
  return solved.vroom;
}

function inWords({ lists, plan }: SolvedText): string {
  const routes = lists.routes.map(
    (stops, index) => `  ${plan.routes[index]?.vehicle ?? index + 1}: ${stops.join(' → ')}`,
  );
  const left =
    lists.unassigned.length > 0 ? [`Left out: ${lists.unassigned.join(', ')} (sanad relief explain says why)`] : [];
  return [`Cost ${lists.cost}, ${lists.routes.length} routes`, ...routes, ...left].join('\n');
}
