import type { Issue } from '@sanad/result';
import { parseJson } from '@sanad/stix';
import { cutElements, type CutOptions } from './cut-elements.ts';
import type { Draft, Found } from './found.ts';

/** Reads STIX as a stream: a bundle or envelope of any size, a list, or one object a line. */
export async function* readStix(input: AsyncIterable<Uint8Array>): AsyncGenerator<Found, void, undefined> {
  for await (const { place, value, issues } of readElements(input)) {
    if (issues) yield { kind: 'refused', place, issues };
    else if (isDraft(value)) yield { kind: 'object', place, object: value };
    // A bundle whose `objects` is missing holds nothing: that property is optional (STIX 2.1 §8).
    else if (!isEmptyBundle(value)) yield { kind: 'refused', place, issues: [noObject] };
  }
}

/** The elements of a list in a stream of JSON, each parsed by the strict reader of STIX or refused with its place. */
export async function* readElements(
  input: AsyncIterable<Uint8Array>,
  options: CutOptions = {},
): AsyncGenerator<{ place: string; value?: unknown; issues?: readonly Issue[] }, void, undefined> {
  for await (const cut of cutElements(input, options)) {
    const place = `${options.list ?? 'objects'}/${cut.index}, line ${cut.line}`;
    if (cut.kind === 'refused') {
      yield { place, issues: [cut.issue] };
      continue;
    }
    const read = parseJson(cut.text);
    if (read.ok) yield { place, value: read.value };
    else yield { place, issues: read.issues.map((issue) => ({ ...issue, path: lineInFile(issue.path, cut.line) })) };
  }
}

const noObject: Issue = {
  code: 'no-object',
  path: '',
  message: 'This is no STIX object: it has no type and id.',
  spec: 'STIX 2.1 §3.2',
};

function isDraft(value: unknown): value is Draft {
  const { type, id } = (value ?? {}) as Record<string, unknown>;
  return typeof type === 'string' && typeof id === 'string' && type !== 'bundle';
}

const isEmptyBundle = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'bundle' && !('objects' in value);

/** The reader's `line:column` within an element, as a line of the file. */
const lineInFile = (path: string, first: number): string => `line ${first + Number(path.split(':')[0] ?? 1) - 1}`;
