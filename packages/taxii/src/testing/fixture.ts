import { createTaxiiHandler } from '../server/handler.ts';
import { createMemoryBackend, type MemoryCollection, type MemoryOptions } from './memory-backend.ts';

/** Ids of the collections in the fixture, by what alice may do there. */
export const COLLECTION = {
  both: '91a7b528-80eb-42ed-a74d-c6fbd5a26116',
  readOnly: '52892447-4d7e-4f70-b94d-d7f22742ff63',
  writeOnly: '7d2f5c1e-3c0b-4b67-9d51-0f3f6e6c2a10',
  hidden: '472c94ae-3113-4e3e-a4dd-a9f4ac7471d4',
} as const;

const collection = (id: string, title: string, readers: string[], writers: string[], alias?: string) =>
  ({ root: 'main', id, title, readers, writers, ...(alias !== undefined && { alias }) }) satisfies MemoryCollection;

/** A server with two users and four collections, whose clock starts at 2026-01-01 and ticks once a second. */
export function createFixture(options: Partial<MemoryOptions> = {}) {
  let clock = 1_767_225_600_000_000n;
  const faults: unknown[] = [];
  const backend = createMemoryBackend({
    title: 'Fixture',
    roots: ['main', 'spare'],
    users: [
      { name: 'alice', password: 'secret' },
      { name: 'bob', password: 'pässword' },
    ],
    collections: [
      collection(COLLECTION.both, 'Both', ['alice', 'bob'], ['alice', 'bob'], 'both'),
      collection(COLLECTION.readOnly, 'Read', ['alice'], ['bob']),
      collection(COLLECTION.writeOnly, 'Write', ['bob'], ['alice']),
      collection(COLLECTION.hidden, 'Hidden', ['bob'], []),
    ],
    cursorKey: new Uint8Array(32).fill(7),
    now: () => (clock += 1_000_000n),
    ...options,
  });
  const handler = createTaxiiHandler(backend, { onError: (error) => faults.push(error) });
  return { backend, handler, faults, ask: asker(handler) };
}

/** Sends requests to a handler as alice, unless the headers say otherwise. */
export function asker(handler: (request: Request) => Promise<Response>) {
  return async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', basic('alice', 'secret'));
    if (init.body !== undefined && !headers.has('content-type')) {
      headers.set('content-type', 'application/taxii+json;version=2.1');
    }
    const response = await handler(new Request(`https://hub.example${path}`, { ...init, headers }));
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
}

/** A response, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

/** A header of basic authentication. */
export const basic = (name: string, password: string): string =>
  `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${name}:${password}`)))}`;

/** The path of a collection, or of something in it. */
export const pathOf = (id: string, rest = ''): string => `/taxii2/main/collections/${id}/${rest}`;

/** An indicator with a number in its id; `modified` as given, else as created. */
export function indicator(number: number, modified = '2026-01-01T00:00:00.000Z') {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    created: '2026-01-01T00:00:00.000Z',
    modified,
    name: `Number ${number}`,
  };
}

/** A POST of an envelope. */
export const posted = (...objects: unknown[]): RequestInit => ({
  method: 'POST',
  body: JSON.stringify({ objects }),
});
