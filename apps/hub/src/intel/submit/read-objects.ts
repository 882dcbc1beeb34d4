import { parseJson } from '@sanad/stix';
import { Problem } from '../../http/problem.ts';

/** The objects of a submission: of a bundle, of a TAXII envelope, of a list, or the one object itself. */
export function readObjects(text: string): unknown[] {
  const read = parseJson(text);
  if (!read.ok) throw new Problem('malformed-json', read.issues[0]?.message ?? 'The body is not JSON.', read.issues);
  const parsed = read.value;
  if (Array.isArray(parsed)) return parsed;
  const { objects, type } = (parsed ?? {}) as { objects?: unknown; type?: unknown };
  if (Array.isArray(objects)) return objects;
  if (typeof type === 'string' && type !== 'bundle') return [parsed];
  throw new Problem('invalid', 'The body is a STIX object, a bundle, an envelope or a list of objects.', [
    { code: 'no-objects', path: 'objects', message: 'A bundle holds a list of objects.', spec: 'STIX 2.1 §8' },
  ]);
}
