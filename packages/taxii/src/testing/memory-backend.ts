import type { Collection, Status, StatusDetails } from '../resources.ts';
import type { Authentication, DiscoveryInformation, Position, TaxiiBackend } from '../server/backend.ts';
import { formatTimestamp } from '../timestamp.ts';
import { Shelf } from './shelf.ts';
import { readObject } from './stored-object.ts';

/** A user of the memory backend. */
export interface MemoryUser {
  readonly name: string;
  readonly password: string;
}

/** A collection and who may do what in it; whoever is in neither list does not see it. */
export interface MemoryCollection extends Omit<Collection, 'can_read' | 'can_write'> {
  readonly root: string;
  readonly readers: readonly string[];
  readonly writers: readonly string[];
}

/** A server without a database. */
export interface MemoryOptions {
  readonly title?: string;
  /** The first is the default. */
  readonly roots: readonly string[];
  readonly users: readonly MemoryUser[];
  readonly collections: readonly MemoryCollection[];
  readonly maxContentLength?: number;
  readonly pageSize?: { readonly usual: number; readonly most: number };
  readonly cursorKey?: Uint8Array<ArrayBuffer>;
  /** Microseconds since 1970; the clock of the machine unless a test has its own. */
  readonly now?: () => bigint;
}

/** The collection as one user sees it. */
type SeenCollection = Collection & { readonly root: string };

/** A whole TAXII backend in memory: for tests, examples and small fixed feeds. Nothing is kept after the process. */
export function createMemoryBackend(options: MemoryOptions): TaxiiBackend<MemoryUser, SeenCollection> {
  const { now = () => BigInt(Date.now()) * 1000n, maxContentLength = 10_000_000 } = options;
  const shelves = new Map<string, Shelf>(options.collections.map(({ id }) => [id, new Shelf()]));
  const statuses = new Map<string, { readonly root: string; readonly owner: string; readonly status: Status }>();
  let lastPosition: Position = 0n;

  const nextPosition = (): Position => {
    const time = now();
    lastPosition = time > lastPosition ? time : lastPosition + 1n;
    return lastPosition;
  };
  const shelfOf = ({ id }: SeenCollection): Shelf => {
    const shelf = shelves.get(id);
    if (!shelf) throw new RangeError(`there is no collection ${id}`);
    return shelf;
  };
  const seenBy = ({ name }: MemoryUser, { readers, writers, ...collection }: MemoryCollection): SeenCollection => ({
    ...collection,
    can_read: readers.includes(name),
    can_write: writers.includes(name),
  });
  const collectionsOf = (user: MemoryUser, root: string): SeenCollection[] =>
    options.collections
      .filter((collection) => collection.root === root)
      .map((collection) => seenBy(user, collection))
      .filter(({ can_read, can_write }) => can_read || can_write);

  const addOne = (shelf: Shelf, value: unknown, index: number): { failed: boolean; details: StatusDetails } => {
    const added = nextPosition();
    const object = readObject(value, added);
    if (!object) {
      const message = 'A STIX object has an id, a type and, where it has them, timestamps.';
      return { failed: true, details: { id: `objects/${index}`, version: formatTimestamp(added), message } };
    }
    // The very same version again is no error and no addition (TAXII 2.1 §5.5).
    return { failed: false, details: { id: object.id, version: shelf.add(object).version } };
  };

  return {
    cursorKey: options.cursorKey ?? crypto.getRandomValues(new Uint8Array(32)),
    challenges: ['Basic realm="memory", charset="UTF-8"'],
    pageSize: options.pageSize ?? { usual: 100, most: 1000 },
    callerKey: ({ name }) => name,

    async authenticate(request) {
      return basicUser(options.users, request.headers.get('authorization'));
    },
    async discovery(): Promise<DiscoveryInformation> {
      const [first] = options.roots;
      return {
        title: options.title ?? 'Memory',
        roots: options.roots,
        ...(first !== undefined && { default: first }),
      };
    },
    async apiRoot(_, root) {
      return options.roots.includes(root) ? { title: root, max_content_length: maxContentLength } : undefined;
    },
    async collections(user, root) {
      return options.roots.includes(root) ? collectionsOf(user, root) : undefined;
    },
    async collection(user, root, name) {
      return collectionsOf(user, root).find(({ id, alias }) => id === name || alias === name);
    },
    async objects(_, collection, query) {
      const { found, more } = shelfOf(collection).page(query);
      const [first, last] = [found[0], found.at(-1)];
      return {
        objects: found.map(({ json }) => json),
        more,
        ...(first && last && { firstAdded: first.added, lastAdded: last.added }),
      };
    },
    async manifest(_, collection, query) {
      const { found, more } = shelfOf(collection).page(query);
      const entries = found.map(({ id, added, version, specVersion }) => {
        return { id, added, version, mediaType: `application/stix+json;version=${specVersion}` };
      });
      return { entries, more };
    },
    async addObjects(user, collection, values) {
      const requested = now();
      const shelf = shelfOf(collection);
      const outcomes = values.map((value, index) => addOne(shelf, value, index));
      const successes = outcomes.filter(({ failed }) => !failed).map(({ details }) => details);
      const failures = outcomes.filter(({ failed }) => failed).map(({ details }) => details);
      const status: Status = {
        id: crypto.randomUUID(),
        status: 'complete',
        request_timestamp: formatTimestamp(requested),
        total_count: values.length,
        success_count: successes.length,
        successes,
        failure_count: failures.length,
        failures,
        pending_count: 0,
      };
      statuses.set(status.id, { root: collection.root, owner: user.name, status });
      return status;
    },
    async deleteObject(_, collection, id, match) {
      return shelfOf(collection).remove({ ...match, id: [id] }) > 0;
    },
    async status(user, root, id) {
      const kept = statuses.get(id);
      return kept?.root === root && kept.owner === user.name ? kept.status : undefined;
    },
  };
}

function basicUser(users: readonly MemoryUser[], header: string | null): Authentication<MemoryUser> {
  const [, encoded] = /^basic +([\w+/=-]+)$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const bytes = Uint8Array.from(decodeBase64(encoded), (character) => character.charCodeAt(0));
  const text = new TextDecoder().decode(bytes);
  const caller = users.find(({ name, password }) => `${name}:${password}` === text);
  return caller && { caller };
}

function decodeBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}
