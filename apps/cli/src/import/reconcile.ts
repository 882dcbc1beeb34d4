import { canonicalJson } from '@sanad/stix';
import type { HubClient } from '../hub/client.ts';
import type { Draft, Found, Made } from './found.ts';

type FoundObject = Extract<Found, { kind: 'object' }>;

/**
 * Fits objects that were made out of another format to what the hub holds of them: without a change an object is sent as
 * it is there, so that the hub knows it again; with one, as a later version of it.
 */
export async function reconcile(hub: HubClient, batch: readonly FoundObject[]): Promise<Draft[]> {
  const ids = batch.filter((one) => one.made).map((one) => one.object.id);
  if (ids.length === 0) return batch.map((one) => one.object);
  const { objects } = await hub.call<{ objects: Draft[] }>('POST', '/objects/lookup', { ids: [...new Set(ids)] });
  const held = new Map(objects.map((object) => [object.id, object]));
  return batch.map(({ object, made }) => {
    const there = held.get(object.id);
    return made && there ? nextVersion(there, object, made) : object;
  });
}

/** The object as the hub holds it when it tells the same, otherwise its next version. */
export function nextVersion(held: Draft, object: Draft, made: Made): Draft {
  const settled = { ...object };
  // `created` never changes (STIX 2.1 §3.6), and a date of the import's own is that of the first import.
  for (const name of ['created', ...(made.ours ?? [])]) if (name in held) settled[name] = held[name];
  if (!('modified' in held)) return canonicalJson(settled) === canonicalJson(held) ? held : settled;
  const same = canonicalJson({ ...settled, modified: '' }) === canonicalJson({ ...held, modified: '' });
  return same ? held : { ...settled, modified: later(made.changed, String(held['modified'])) };
}

function later(moment: string, than: string): string {
  return new Date(Math.max(Date.parse(moment), Date.parse(than) + 1)).toISOString();
}
