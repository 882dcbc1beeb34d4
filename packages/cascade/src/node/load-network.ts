import { createReadStream } from 'node:fs';
import { failure, type Result } from '@sanad/result';
import type { Network } from '../model/network.ts';
import { acceptNetwork, type Accepted, validateNetwork } from '../validate/network.ts';
import { RowSplitter } from './row-splitter.ts';

const TABLES = ['assets', 'links', 'dependencies'] as const;

/** The network in a JSON file, or everything that is wrong with it; for files of any size. */
export async function loadNetwork(path: string): Promise<Result<Network>> {
  const read = await readNetwork(path);
  return read.ok ? validateNetwork(read.value) : read;
}

/** The good rows of a network in a JSON file, and an issue for each bad one. */
export async function loadGoodRows(path: string): Promise<Result<Accepted>> {
  const read = await readNetwork(path);
  return read.ok ? acceptNetwork(read.value) : read;
}

/** The object in a file, its rows parsed as they arrive and their repeated texts kept once. */
async function readNetwork(path: string): Promise<Result<unknown>> {
  const splitter = new RowSplitter(TABLES);
  const tables = new Map<string, unknown[]>();
  const texts = new Map<string, string>();
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 2 ** 20 })) {
      for (const { table, rows } of splitter.feed(chunk as string)) {
        let all = tables.get(table);
        if (!all) tables.set(table, (all = []));
        for (const row of rows) {
          keepOnce(row, texts);
          all.push(row);
        }
      }
    }
    const frame: unknown = JSON.parse(splitter.end());
    if (typeof frame === 'object' && frame !== null)
      for (const [table, rows] of tables) Object.assign(frame, { [table]: rows });
    return { ok: true, value: frame };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return failure({ code: 'not-json', path: '', message: `This is not JSON: ${error.message}` });
  }
}

/** Lets equal texts of rows be one text in memory: a network names each asset many times. */
function keepOnce(row: unknown, texts: Map<string, string>): void {
  if (typeof row !== 'object' || row === null) return;
  const fields = row as Record<string | number, unknown>;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value === 'string') {
      const known = texts.get(value);
      if (known === undefined) texts.set(value, value);
      else fields[key] = known;
    } else if (key === 'on' || key === 'demands') {
      keepOnce(value, texts);
    }
  }
}
