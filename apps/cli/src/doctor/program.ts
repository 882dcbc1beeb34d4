import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { good, notice, wrong, type Finding } from './finding.ts';

/** The Node that Sanad runs on and brings along. */
const neededNode = 24;

/** Whether this Node can run Sanad. */
export function checkNode(version: string = process.versions.node): Finding {
  if (Number(version.split('.')[0]) >= neededNode) return good('Node', `version ${version}`);
  const todo = `Run \`npm install\` here and start by \`npm start\` or \`npx sanad\`: they use the Node ${neededNode} that Sanad brings along.`;
  return wrong('Node', `version ${version} is older than ${neededNode}`, todo);
}

/** Whether the sources were built. */
export function checkBuild(hub: string = fileURLToPath(import.meta.resolve('@sanad/hub/main'))): Finding {
  if (existsSync(hub)) return good('build', 'the hub is built');
  return wrong('build', `${hub} is missing`, 'Run `npm run setup` in the repository.');
}

/** PostgreSQL runs as nobody's root: whether there is, or can be, an account for it. */
export function checkAccount(
  uid: number | undefined = process.getuid?.(),
  has: (words: string[]) => boolean = succeeds,
): Finding {
  if (uid !== 0) return good('account', 'not root');
  if (has(['id', 'postgres'])) return good('account', 'root lends the database its account "postgres"');
  if (has(['sh', '-c', 'command -v useradd']))
    return notice('account', 'root will make an account "postgres" for the database');
  return wrong(
    'account',
    'root, without an account "postgres" and no way to make one',
    'Start Sanad as an ordinary user, or make the account "postgres".',
  );
}

const succeeds = ([program = '', ...words]: string[]): boolean =>
  spawnSync(program, words, { stdio: 'ignore' }).status === 0;
