import { CommanderError } from 'commander';
import { Failure } from './failure.ts';
import { issueLines } from './output.ts';

/** Tells what ended a command and answers the exit status: 1 the answer is no, 2 bad usage or input, 70 a bug. */
export function report(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof Failure)) {
    process.stderr.write(
      `sanad failed by a fault of its own: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return 70;
  }
  if (json)
    process.stdout.write(`${JSON.stringify({ ok: false, message: error.message, issues: error.issues }, null, 2)}\n`);
  else process.stderr.write(`${[error.message, issueLines(error.issues)].filter(Boolean).join('\n')}\n`);
  return error.status;
}
