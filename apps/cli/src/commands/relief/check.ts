import { Command, Option } from 'commander';
import {
  checkPlan,
  checkRouteProblem,
  explainRoutes,
  formatExplanation,
  readProblem,
  type RoutePlan,
  type RouteProblem,
} from '@sanad/relief';
import { Failure } from '../../failure.ts';
import { processOutput } from '../../output.ts';
import { readJson, readText } from '../../read-text.ts';

/** `sanad relief check`: holds a plan to every constraint of its problem. */
export function checkCommand(): Command {
  return new Command('check')
    .description('hold a plan to every constraint of its problem; exits with 1 when it breaks one')
    .argument('<problem>', 'the problem, as `sanad relief route` reads it')
    .argument('<plan>', 'the plan, from `sanad relief route --json --output plan`')
    .action((problemFile: string, planFile: string, options: { json?: boolean }) => {
      const { problem, plan } = readBoth(problemFile, planFile);
      const violations = checkPlan(problem, plan);
      const lines = violations.map((one) => `  ${JSON.stringify(one)}`);
      const text =
        violations.length === 0
          ? 'The plan keeps every constraint.'
          : `The plan breaks ${violations.length}:\n${lines.join('\n')}`;
      processOutput(options.json === true).result({ ok: violations.length === 0, violations }, text);
      if (violations.length > 0) process.exitCode = 1;
    });
}

/** `sanad relief explain`: why each stop is where it is, or why it was left out. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('say of each stop why it is where it is, or why it was left out and what would serve it')
    .argument('<problem>', 'the problem, as `sanad relief route` reads it')
    .argument('<plan>', 'the plan, from `sanad relief route --json --output plan`')
    .option('--task <id...>', 'of these stops or shipments only')
    .addOption(new Option('--language <language>').choices(['ar', 'en']).default('en'))
    .action(
      (problemFile: string, planFile: string, options: { task?: string[]; language: 'ar' | 'en'; json?: boolean }) => {
        const { problem, plan } = readBoth(problemFile, planFile);
        const explanations = explainRoutes(problem, plan, options.task);
        const text = explanations.map((one) => formatExplanation(one, options.language)).join('\n');
        processOutput(options.json === true).result(explanations, text);
      },
    );
}

function readBoth(problemFile: string, planFile: string): { problem: RouteProblem; plan: RoutePlan } {
  const read = readProblem(readText(problemFile));
  if (!read.ok) throw new Failure(2, `${problemFile} can't be read as a problem.`, read.issues);
  const issues = checkRouteProblem(read.value);
  if (issues.length > 0) throw new Failure(2, `${problemFile} can't be planned.`, issues);
  const plan = readJson(planFile) as RoutePlan | null;
  if (!Array.isArray(plan?.routes) || !Array.isArray(plan.unassigned)) {
    throw new Failure(2, `${planFile} is no plan: it needs the lists routes and unassigned.`);
  }
  return { problem: read.value, plan };
}
