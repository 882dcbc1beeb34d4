import { program } from './program.ts';
import { report } from './report.ts';

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = report(error, process.argv.includes('--json'));
}
