import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const shared = process.env.SANAD_SHARED ?? fileURLToPath(new URL('../../../../../shared', import.meta.url));
const folder = `${shared}/cases/stix`;

/** The published STIX cases that lie beside the repository; `missing` says why a test that needs them is skipped. */
export const recordedCases = {
  missing: existsSync(folder) ? false : 'the recorded cases are not beside the repository (SANAD_SHARED)',
  /** The cases of one file of JSON lines. */
  read: <Case>(file: string): Case[] =>
    readFileSync(`${folder}/${file}`, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Case),
};
