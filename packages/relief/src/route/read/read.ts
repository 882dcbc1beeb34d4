import { failure, ok, type Result } from '@sanad/result';
import type { RouteProblem } from '../problem.ts';
import { readLiLim } from './li-lim.ts';
import { readSolomon } from './solomon.ts';
import { readVrplib } from './vrplib.ts';
import { isVroom, readVroom } from '../vroom/read-vroom.ts';

/** Reads a problem from JSON (Sanad's or VROOM's) or from Solomon, Li & Lim or VRPLIB text, whichever it is. */
export function readProblem(text: string): Result<RouteProblem> {
  const begin = text.trimStart();
  if (begin.startsWith('{')) return readJson(begin);
  if (/^(NAME|COMMENT|TYPE|DIMENSION)\s*:/m.test(begin)) return readVrplib(text);
  if (/^\s*VEHICLE\s*$/m.test(text)) return readSolomon(text);
  if (/^\d+\s+\d+\s+\d+\s*$/.test(begin.split(/\r?\n/, 1)[0] ?? '')) return readLiLim(text);
  const message = 'neither JSON nor Solomon, Li & Lim or VRPLIB text';
  return failure({ code: 'problem-format', path: '1:1', message });
}

function readJson(text: string): Result<RouteProblem> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return failure({ code: 'json-syntax', path: '', message: error instanceof Error ? error.message : String(error) });
  }
  return isVroom(value) ? readVroom(value) : ok(value as RouteProblem);
}
