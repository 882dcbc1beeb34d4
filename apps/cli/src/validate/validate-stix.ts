import type { Issue } from '@sanad/result';
import { parseJson, validate } from '@sanad/stix';
import type { Judgement } from '../commands/validate.ts';
import { Failure } from '../failure.ts';
import { openInput, type Input } from '../import/open-input.ts';
import { readStix } from '../import/read-stix.ts';
import type { Output } from '../output.ts';

/** So many issues are told one by one. */
const mostTold = 1000;
/** Files up to this size are judged as a whole, in bytes. */
const wholeSize = 16 * 1024 * 1024;

/**
 * Judges a file of STIX: as a whole, or, when it is long or holds more than one bundle, object by object as a stream, so
 * that its size doesn't matter.
 */
export async function validateStix(file: string, strict: boolean, output: Output): Promise<Judgement> {
  const input = await openInput(file);
  if (input.head.trimStart().startsWith('<')) {
    throw new Failure(2, `${file} is XML; sanad validate judges STIX (JSON) and Sigma (YAML).`);
  }
  if (input.size === undefined || input.size > wholeSize) return judgeStream(input, strict, output);
  const text = Buffer.concat(await Array.fromAsync(input.bytes)).toString('utf8');
  const parsed = parseJson(text.replace(/^\uFEFF/, ''));
  if (!parsed.ok || Array.isArray(parsed.value)) return judgeStream(await openInput(file), strict, output);
  const judged = validate(parsed.value as object, { strict });
  const { objects } = (parsed.value ?? {}) as { objects?: unknown };
  const count = Array.isArray(objects) ? objects.length : 1;
  return told(count, judged.ok ? [] : judged.issues);
}

async function judgeStream(input: Input, strict: boolean, output: Output): Promise<Judgement> {
  const progress = output.progress(`judging ${input.name}`, input.size, 'bytes');
  const issues: Issue[] = [];
  let [count, more] = [0, 0];
  const note = (issue: Issue): void => {
    if (issues.length < mostTold) issues.push(issue);
    else more += 1;
  };
  for await (const found of readStix(input.bytes)) {
    count += 1;
    progress.to(input.done());
    if (found.kind === 'refused') found.issues.forEach(note);
    if (found.kind !== 'object') continue;
    const judged = validate(found.object, { strict });
    if (judged.ok) continue;
    for (const issue of judged.issues) note({ ...issue, path: `${found.place} ${found.object.id}: ${issue.path}` });
  }
  progress.end();
  return { kind: 'stix', count, issues, ...(more > 0 ? { more } : {}) };
}

function told(count: number, issues: readonly Issue[]): Judgement {
  const more = issues.length - mostTold;
  return { kind: 'stix', count, issues: issues.slice(0, mostTold), ...(more > 0 ? { more } : {}) };
}
