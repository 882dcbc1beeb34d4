import type { Issue } from '@sanad/result';

/** How a command speaks: to people on a terminal, or as JSON to programs. */
export interface Output {
  readonly json: boolean;
  /** The result: text for people, or the value as JSON. */
  result(value: unknown, text: string): void;
  /** A remark that is no result; never in JSON output. */
  remark(text: string): void;
  /** A bar for work over a second, on a terminal only. */
  progress(label: string, total?: number): Progress;
}

export interface Progress {
  to(done: number): void;
  end(): void;
}

/** Output on the process's streams: results to stdout, everything else to stderr. */
export function processOutput(json: boolean): Output {
  return {
    json,
    result: (value, text) => void process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`),
    remark: (text) => {
      if (!json) process.stderr.write(`${text}\n`);
    },
    progress: (label, total) => (process.stderr.isTTY ? bar(label, total) : { to: () => {}, end: () => {} }),
  };
}

const patience = 1000;
const width = 30;

function bar(label: string, total?: number): Progress {
  const started = Date.now();
  let drawn = 0;
  return {
    to(done) {
      const now = Date.now();
      if (now - started < patience || now - drawn < 100) return;
      drawn = now;
      const rate = Math.round((done / (now - started)) * 1000);
      const share = total ? Math.min(1, done / total) : undefined;
      const blocks = share === undefined ? '' : `${'█'.repeat(Math.round(share * width)).padEnd(width, '░')} `;
      process.stderr.write(
        `\r\u001b[K${label} ${blocks}${done.toLocaleString('en')}${total ? ` of ${total.toLocaleString('en')}` : ''} (${rate}/s)`,
      );
    },
    end() {
      if (drawn > 0) process.stderr.write('\r\u001b[K');
    },
  };
}

/** Issues as lines: place, rule, what to do. */
export const issueLines = (issues: readonly Issue[]): string =>
  issues
    .map(
      (issue) => `  ${issue.path || '(whole)'}: ${issue.message} [${issue.code}${issue.spec ? `, ${issue.spec}` : ''}]`,
    )
    .join('\n');
