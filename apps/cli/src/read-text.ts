import { readFileSync } from 'node:fs';
import { Failure } from './failure.ts';

/** The text of a file, or of standard input for `-`; a Failure that names the file when it can't be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new Failure(2, `${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The value in a file of JSON; a Failure that names the file when it holds none. */
export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure(2, `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
