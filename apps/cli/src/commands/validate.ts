import { readFileSync, statSync } from 'node:fs';
import type { Issue } from '@sanad/result';
import { Command } from 'commander';
import { Failure } from '../failure.ts';
import { issueLines, processOutput, type Output } from '../output.ts';
import { validateSigma } from '../validate/validate-sigma.ts';
import { validateStix } from '../validate/validate-stix.ts';

/** What judging a file found. */
export interface Judgement {
  readonly kind: 'stix' | 'sigma';
  /** How many objects or rules it holds. */
  readonly count: number;
  readonly issues: readonly Issue[];
  /** Issues beyond those that are told one by one. */
  readonly more?: number;
}

/** `sanad validate`: says what is wrong in files and where, with the clause. */
export function validateCommand(): Command {
  return new Command('validate')
    .description('judge files of STIX 2.1 (JSON) and Sigma (YAML): says what is wrong, where, and by which clause')
    .argument('<file...>', 'files, gzip-compressed or not; - for standard input')
    .option('--strict', 'STIX: what the specification recommends counts too')
    .action(async (files: string[], options: { strict?: boolean; json?: boolean }) => {
      const output = processOutput(options.json === true);
      const judged: (Judgement & { file: string; ok: boolean })[] = [];
      for (const file of files) {
        const judgement = await judge(file, options.strict === true, output);
        const ok = judgement.issues.length === 0;
        judged.push({ file, ok, ...judgement });
        if (output.json) continue;
        const what = `${judgement.kind === 'stix' ? 'object' : 'rule'}${judgement.count === 1 ? '' : 's'}`;
        const count = `${judgement.count.toLocaleString('en')} ${what}`;
        const wrong = judgement.issues.length + (judgement.more ?? 0);
        const head = `${file}: ${count}, ${ok ? 'valid' : `${wrong.toLocaleString('en')} ${wrong === 1 ? 'issue' : 'issues'}`}`;
        const rest = judgement.more ? `  and ${judgement.more.toLocaleString('en')} more` : '';
        output.result(judgement, [head, issueLines(judgement.issues), rest].filter(Boolean).join('\n'));
      }
      if (output.json) output.result({ ok: judged.every((one) => one.ok), files: judged }, '');
      if (judged.some((one) => !one.ok)) process.exitCode = 1;
    });
}

async function judge(file: string, strict: boolean, output: Output): Promise<Judgement> {
  if (!/\.ya?ml$/i.test(file)) return validateStix(file, strict, output);
  try {
    if (statSync(file).size > 64 * 1024 * 1024) throw new Error('over 64 MB, which no file of rules has');
    return validateSigma(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(2, `${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
