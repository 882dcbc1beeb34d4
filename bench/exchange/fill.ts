import { randomUUID } from 'node:crypto';
import { append } from '../../apps/hub/src/store/append.ts';
import type { Database } from '../../apps/hub/src/store/database.ts';

/** Fills a hub's store with `count` indicators of a party, shared to a community, past the HTTP interface. */
export async function fill(
  database: Database,
  to: { party: string; community: string },
  count: number,
  onProgress?: (done: number) => void,
): Promise<void> {
  const batch = 2000;
  for (let done = 0; done < count; done += batch) {
    const incoming = Array.from({ length: Math.min(batch, count - done) }, (_, index) => ({
      object: indicator(done + index),
      level: 'AMBER' as const,
      communities: [to.community],
      recipients: [],
    }));
    const bringer = { party: to.party, member: null, source: { by: 'bench' } };
    await database.transaction().execute((write) => append(write, bringer, incoming));
    onProgress?.(done + incoming.length);
  }
}

function indicator(index: number) {
  const address = [10 + (index >> 24), (index >> 16) & 255, (index >> 8) & 255, index & 255].join('.');
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${randomUUID()}`,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: `Beacon ${index}`,
    description:
      'Address of a command server, seen in the traffic of a water utility; block it and look for earlier contact.',
    indicator_types: ['malicious-activity'],
    pattern: `[ipv4-addr:value = '${address}']`,
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00Z',
    confidence: index % 101,
    object_marking_refs: ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421'],
  };
}
