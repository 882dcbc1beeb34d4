// The peers from PyPI, in an environment of their own in the temporary folder.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGES = ['medallion==3.0.0', 'taxii2-client==2.3.0'];

/** The folder with the programs of the peers, or why there is none. */
export function peerPrograms(): { folder: string } | { missing: string } {
  const environment = join(tmpdir(), 'sanad-bench-taxii-peers');
  const folder = join(environment, 'bin');
  try {
    if (!existsSync(join(folder, 'medallion'))) {
      execFileSync('python3', ['-m', 'venv', environment], { stdio: 'pipe' });
      execFileSync(join(folder, 'pip'), ['install', '--quiet', ...PACKAGES], { stdio: 'pipe' });
    }
    return { folder };
  } catch (error) {
    return { missing: `${PACKAGES.join(' and ')} can't be installed: ${String(error)}` };
  }
}
