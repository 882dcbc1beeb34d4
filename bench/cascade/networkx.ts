// NetworkX from PyPI, in an environment of its own in the temporary folder.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = 'networkx==3.4.2';

/** A Python that has NetworkX, or why there is none. */
export function peerPython(): { program: string } | { missing: string } {
  const environment = join(tmpdir(), 'sanad-bench-networkx');
  const program = join(environment, 'bin', 'python');
  try {
    if (!existsSync(join(environment, 'ready'))) {
      execFileSync('python3', ['-m', 'venv', environment], { stdio: 'pipe' });
      execFileSync(program, ['-m', 'pip', 'install', '--quiet', PACKAGE], { stdio: 'pipe' });
      execFileSync('touch', [join(environment, 'ready')]);
    }
    return { program };
  } catch (error) {
    return { missing: `${PACKAGE} cannot be installed: ${String(error)}` };
  }
}
