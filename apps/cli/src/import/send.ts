import type { Issue } from '@sanad/result';
import { validate } from '@sanad/stix';
import { Failure } from '../failure.ts';
import type { HubClient } from '../hub/client.ts';
import type { Found } from './found.ts';
import { reconcile } from './reconcile.ts';
import { refuse, type ImportReport } from './report.ts';

/** How far the objects are to go. */
export interface Release {
  readonly marking?: string;
  readonly communities: readonly string[];
  readonly recipients: readonly string[];
}

type FoundObject = Extract<Found, { kind: 'object' }>;

/** One request holds so much at most: enough that the hub works in bulk, little enough that neither side grows. */
const most = { objects: 1000, bytes: 4 * 1024 * 1024 };

/** Hands all that a reader finds to the hub, batch by batch in the order of the file, and notes what became of each. */
export async function send(
  hub: HubClient,
  found: AsyncIterable<Found>,
  release: Release,
  report: ImportReport,
  onProgress: () => void,
  source: 'import' | 'pull' = 'import',
): Promise<void> {
  const query = new URLSearchParams({
    source,
    ...(release.marking ? { marking: release.marking } : {}),
    ...(release.communities.length > 0 ? { communities: release.communities.join(',') } : {}),
    ...(release.recipients.length > 0 ? { recipients: release.recipients.join(',') } : {}),
  });
  for await (const batch of batches(found, report)) {
    const objects = await reconcile(hub, batch);
    const texts = batch.map((one, index) => ({
      place: one.place,
      id: one.object.id,
      text: JSON.stringify(objects[index]),
    }));
    await post(hub, `/objects?${query.toString()}`, texts, report);
    onProgress();
  }
}

/** Only judges all that a reader finds. */
export async function judge(found: AsyncIterable<Found>, report: ImportReport, onProgress: () => void): Promise<void> {
  for await (const one of found) {
    if (!isObject(one, report)) continue;
    const checked = validate(one.object);
    if (checked.ok) report.valid += 1;
    else refuse(report, { place: one.place, id: one.object.id, issues: checked.issues });
    onProgress();
  }
}

async function* batches(
  found: AsyncIterable<Found>,
  report: ImportReport,
): AsyncGenerator<FoundObject[], void, undefined> {
  let batch: FoundObject[] = [];
  let bytes = 0;
  for await (const one of found) {
    if (!isObject(one, report)) continue;
    const size = JSON.stringify(one.object).length;
    if (batch.length === most.objects || (batch.length > 0 && bytes + size > most.bytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(one);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

function isObject(found: Found, report: ImportReport): found is FoundObject {
  if (found.kind === 'refused') refuse(report, { place: found.place, id: found.id ?? null, issues: found.issues });
  if (found.kind === 'kept') report.kept.push({ place: found.place, what: found.what });
  return found.kind === 'object';
}

interface Text {
  readonly place: string;
  readonly id: string;
  readonly text: string;
}

interface Answer {
  readonly accepted: number;
  readonly changed: number;
  readonly released: number;
  readonly known: number;
  readonly refusals: readonly { index: number; id: string | null; issues: Issue[] }[];
}

async function post(hub: HubClient, path: string, texts: readonly Text[], report: ImportReport): Promise<void> {
  let answer: Answer;
  try {
    answer = await hub.call<Answer>('POST', path, `{"objects":[${texts.map((one) => one.text).join(',')}]}`);
  } catch (error) {
    const [only, ...others] = texts;
    if (!(error instanceof Failure) || !only || !bodyProblems.has(error.code ?? '')) throw error;
    // One of them makes the body as a whole unreadable to the hub: halving finds it, and the others are kept.
    if (others.length === 0) return refuse(report, { place: only.place, id: only.id, issues: error.issues });
    const half = Math.ceil(texts.length / 2);
    await post(hub, path, texts.slice(0, half), report);
    return post(hub, path, texts.slice(half), report);
  }
  for (const kind of ['accepted', 'changed', 'released', 'known'] as const) report[kind] += answer[kind];
  for (const { index, id, issues } of answer.refusals) refuse(report, { place: texts[index]?.place ?? '', id, issues });
}

const bodyProblems = new Set(['malformed-json', 'too-large']);
