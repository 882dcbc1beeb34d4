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

/** The object in a file, its rows parsed as they arrive and the ids in them kept once. */
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
          if (table === 'dependencies') keepOnce(row, texts);
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

/** Lets the ids that a dependency names be the texts that others named before: most of a network is such repetition. */
function keepOnce(row: unknown, texts: Map<string, string>): void {
  const dependency = row as { asset?: unknown; on?: unknown } | null;
  if (typeof dependency?.asset === 'string') dependency.asset = once(dependency.asset, texts);
  const on = dependency?.on;
  if (!Array.isArray(on)) return;
  for (let index = 0; index < on.length; index += 1)
    if (typeof on[index] === 'string') on[index] = once(on[index], texts);
}

function once(text: string, texts: Map<string, string>): string {
  const known = texts.get(text);
  if (known === undefined) texts.set(text, text);
  return known ?? text;
}
