import type { Issue } from '@sanad/result';

/** How a command speaks: to people on a terminal, or as JSON to programs. */
export interface Output {
  readonly json: boolean;
  /** The result: text for people, or the value as JSON. */
  result(value: unknown, text: string): void;
  /** A remark that is no result; never in JSON output. */
  remark(text: string): void;
  /** A bar for work over a second, on a terminal only; `total` and what is done in objects or in bytes. */
  progress(label: string, total?: number, unit?: Unit): Progress;
}

export type Unit = 'objects' | 'bytes';

/** What draws work that goes on. */
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
    progress: (label, total, unit = 'objects') =>
      process.stderr.isTTY ? bar(label, total, unit) : { to: () => {}, end: () => {} },
  };
}

const patience = 1000;
const width = 30;

function bar(label: string, total: number | undefined, unit: Unit): Progress {
  const started = Date.now();
  let drawn = 0;
  const told = (count: number): string =>
    unit === 'bytes' ? `${(count / 1e6).toFixed(1)} MB` : Math.round(count).toLocaleString('en');
  return {
    to(done) {
      const now = Date.now();
      if (now - started < patience || now - drawn < 100) return;
      drawn = now;
      const rate = told((done / (now - started)) * 1000);
      const share = total ? Math.min(1, done / total) : undefined;
      const blocks = share === undefined ? '' : `${'█'.repeat(Math.round(share * width)).padEnd(width, '░')} `;
      process.stderr.write(`\r\u001b[K${label} ${blocks}${told(done)}${total ? ` of ${told(total)}` : ''} (${rate}/s)`);
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
