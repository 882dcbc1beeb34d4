import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  explainReason,
  formatHardeningCsv,
  formatOutcomeCsv,
  formatOutcomeGeoJson,
  formatRankingCsv,
  formatRankingGeoJson,
  formatRepairCsv,
  formatRepairGeoJson,
  formatReport,
  harden,
  rank,
  repair,
  simulate,
  validateHardenOptions,
  validateRepairProblem,
} from '@sanad/cascade';
import { positive, wholeNumber } from '../../numbers.ts';
import { readJson } from '../../read-text.ts';
import { table } from '../../table.ts';
import { accepted, readNetwork, readScenario } from './read-network.ts';

interface Form {
  readonly format: 'text' | 'json' | 'csv' | 'geojson' | 'html';
  readonly language: 'ar' | 'en';
  readonly output?: string;
  readonly json?: boolean;
}

/** An answer in each form that it can be asked for. */
type Answer = Partial<Record<Form['format'], () => string>>;

/** `sanad cascade`: what falls next and when, what counts most, what to repair first, what to harden. */
export function cascadeCommand(): Command {
  const cascade = new Command('cascade').description(
    'what falls next and when, what counts most, what to repair first, what to harden',
  );

  withForms(cascade.command('run'), ['json', 'csv', 'geojson', 'html'])
    .description('play a scenario through a network: who is without what from when, and why')
    .argument('<network>', 'the network as JSON; see the schemas of @sanad/cascade')
    .argument('<scenario>', 'the scenario as JSON')
    .action((networkFile: string, scenarioFile: string, form: Form) => {
      const network = readNetwork(networkFile);
      const outcome = simulate(network, readScenario(scenarioFile, network));
      tell(form, {
        text: () => formatReport(network, outcome, { language: form.language }),
        json: () => JSON.stringify(outcome, null, 2),
        csv: () => formatOutcomeCsv(network, outcome, form.language),
        geojson: () => JSON.stringify(formatOutcomeGeoJson(network, outcome)),
        html: () => formatReport(network, outcome, { format: 'html', language: form.language }),
      });
    });

  withForms(cascade.command('rank'), ['json', 'csv', 'geojson'])
    .description('every asset by what its loss alone would cost, and the worst pairs')
    .argument('<network>')
    .option('--hours <hours>', 'how long each is out', positive, 24)
    .option('--pairs <number>', 'so many of the worst pairs', wholeNumber, 0)
    .option('--top <number>', 'so many rows of text', wholeNumber, 20)
    .action((networkFile: string, form: Form & { hours: number; pairs: number; top: number }) => {
      const network = readNetwork(networkFile);
      const ranking = rank(network, { outageHours: form.hours, pairs: form.pairs });
      const rows = ranking.assets
        .slice(0, form.top)
        .map((one) => [one.target, Math.round(one.populationHours), one.stops, one.betweenness, one.people]);
      tell(form, {
        text: () => table(['ASSET', 'POPULATION-HOURS', 'STOPS', 'BETWEENNESS', 'PEOPLE'], rows),
        json: () => JSON.stringify(ranking, null, 2),
        csv: () => formatRankingCsv(network, ranking),
        geojson: () => JSON.stringify(formatRankingGeoJson(network, ranking)),
      });
    });

  withForms(cascade.command('repair'), ['json', 'csv', 'geojson'])
    .description('who repairs what in which order, so that the fewest population-hours go unserved')
    .argument('<network>')
    .argument('<problem>', 'damage, crews and travel as JSON')
    .option('--seed <number>', 'where the search begins', wholeNumber, 1)
    .action(async (networkFile: string, problemFile: string, form: Form & { seed: number }) => {
      const network = readNetwork(networkFile);
      const problem = accepted(problemFile, validateRepairProblem(readJson(problemFile), network));
      const plan = await repair(network, problem, { seed: form.seed });
      const rows = plan.steps.map((step) => [
        step.crew,
        step.target,
        step.startAt,
        step.endAt,
        explainReason(step.reason, form.language),
      ]);
      tell(form, {
        text: () =>
          [
            table(['CREW', 'REPAIRS', 'FROM (h)', 'UNTIL (h)', 'WHY'], rows),
            `${Math.round(plan.populationHours)} population-hours unserved; no plan can go below ${Math.round(plan.bound)} (gap ${(plan.gap * 100).toFixed(1)} %).`,
            ...(plan.left.length > 0 ? [`Left as it is: ${plan.left.join(', ')}`] : []),
          ].join('\n'),
        json: () => JSON.stringify(plan, null, 2),
        csv: () => formatRepairCsv(plan, form.language),
        geojson: () => JSON.stringify(formatRepairGeoJson(network, plan)),
      });
    });

  withForms(cascade.command('harden'), ['json', 'csv'])
    .description('the best measures for each budget, over weighted scenarios')
    .argument('<network>')
    .argument('<problem>', 'measures, scenarios and budgets as JSON')
    .action(async (networkFile: string, problemFile: string, form: Form) => {
      const network = readNetwork(networkFile);
      const hardening = await harden(
        network,
        accepted(problemFile, validateHardenOptions(readJson(problemFile), network)),
      );
      const rows = hardening.curve.map((one) => [
        one.budget,
        one.measures,
        Math.round(one.populationHoursAvoided),
        `${(one.gap * 100).toFixed(1)} %`,
      ]);
      tell(form, {
        text: () => table(['BUDGET', 'MEASURES', 'POPULATION-HOURS AVOIDED', 'GAP'], rows),
        json: () => JSON.stringify(hardening, null, 2),
        csv: () => formatHardeningCsv(hardening),
      });
    });
  return cascade;
}

function withForms(command: Command, forms: readonly Form['format'][]): Command {
  return command
    .addOption(new Option('--format <form>', 'of the answer').choices(['text', ...forms]).default('text'))
    .addOption(new Option('--language <language>', 'of words in it').choices(['ar', 'en']).default('en'))
    .option('-o, --output <file>', 'into a file');
}

function tell(form: Form, answer: Answer): void {
  const text = answer[form.json ? 'json' : form.format]?.() ?? '';
  if (form.output === undefined) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  else writeFileSync(form.output, text);
}
