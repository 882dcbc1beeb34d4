import { Command, Option } from 'commander';
import { allocate, checkAllocation, formatReason, type AllocationProblem } from '@sanad/relief';
import { Failure } from '../../failure.ts';
import { processOutput } from '../../output.ts';
import { readJson } from '../../read-text.ts';
import { table } from '../../table.ts';

/** `sanad relief allocate`: who gets what from whom. */
export function allocateCommand(): Command {
  return new Command('allocate')
    .description('decide who gets what from whom: priority first, then fairness, then cost, in whole units')
    .argument('<problem>', 'the problem as JSON, - for standard input')
    .addOption(new Option('--language <language>', 'of the reasons').choices(['ar', 'en']).default('en'))
    .action(async (file: string, options: { language: 'ar' | 'en'; json?: boolean }) => {
      const problem = readJson(file) as AllocationProblem;
      const allocation = await allocate(problem);
      if (allocation.issues.length > 0) throw new Failure(2, `${file} can't be allocated.`, allocation.issues);
      const broken = checkAllocation(problem, allocation);
      if (broken.length > 0) throw new Error(`the allocation breaks its own rules: ${JSON.stringify(broken[0])}`);
      const shipments = allocation.shipments.map((one) => [
        one.need,
        one.item,
        one.quantity,
        one.source,
        one.from,
        one.to,
        one.arriveHour,
      ]);
      const short = allocation.needs
        .filter((need) => need.reasons.length > 0)
        .flatMap((need) => need.reasons.map((reason) => `  ${need.need}: ${formatReason(reason, options.language)}`));
      const text = [
        table(['NEED', 'ITEM', 'QUANTITY', 'SOURCE', 'FROM', 'TO', 'ARRIVES (h)'], shipments),
        ...(short.length > 0 ? ['', 'Not met in full:', ...short] : []),
      ].join('\n');
      processOutput(options.json === true).result(allocation, text);
    });
}
