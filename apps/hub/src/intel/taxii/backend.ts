import { randomUUID } from 'node:crypto';
import {
  formatTimestamp,
  TaxiiRefusal,
  type DeleteMatch,
  type ManifestPage,
  type ObjectPage,
  type ObjectQuery,
  type Status,
  type StatusDetails,
  type TaxiiBackend,
} from '@sanad/taxii';
import type { Caller } from '../../access/caller.ts';
import { needScope } from '../../http/authenticate.ts';
import { Problem, statuses } from '../../http/problem.ts';
import { withScope, type Database } from '../../store/database.ts';
import { present } from '../../store/present.ts';
import { sortableTimestamp, timestampOf } from '../../store/version.ts';
import { walk, type Page, type Versions } from '../../store/walk.ts';
import { searchPage } from '../search/search.ts';
import { readCommunityDefault } from '../submit/community-default.ts';
import { submit, type Submitted } from '../submit/submit.ts';
import { withdraw } from '../submit/withdraw.ts';
import { collectionsOf, type HubCollection } from './collections.ts';

/** The one API root. */
export const apiRoot = 'sanad';
/** The longest body that TAXII takes, in bytes. */
export const longestBody = 100 * 1024 * 1024;

/** The hub's store as TAXII sees it. `identify` says who sends a request; a Problem of its is 401, or 429 with a wait. */
export function taxiiBackend(
  database: Database,
  hub: { name: string; cursorKey: Uint8Array<ArrayBuffer> },
  identify: (request: Request) => Promise<Caller | undefined>,
): TaxiiBackend<Caller, HubCollection> {
  return {
    cursorKey: hub.cursorKey,
    challenges: [`Basic realm="Sanad", charset="UTF-8"`, `Bearer realm="Sanad"`],
    pageSize: { usual: 100, most: 1000 },

    async authenticate(request) {
      try {
        const caller = await identify(request);
        return caller && { caller };
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const wait = error.headers['Retry-After'];
        return wait === undefined ? undefined : { retryAfter: Number(wait) };
      }
    },
    callerKey: (caller) => caller.party,

    discovery: async () => ({ title: hub.name, default: apiRoot, roots: [apiRoot] }),
    apiRoot: async (_caller, root) =>
      root === apiRoot ? { title: hub.name, max_content_length: longestBody } : undefined,
    collections: async (caller, root) => (root === apiRoot ? collectionsOf(database, caller) : undefined),
    collection: async (caller, root, idOrAlias) => {
      if (root !== apiRoot) return undefined;
      const all = await collectionsOf(database, caller);
      return all.find((one) => one.id === idOrAlias || one.alias === idOrAlias);
    },

    objects: (caller, collection, query) =>
      readPage(database, caller, collection, query, async (page, texts): Promise<ObjectPage> => ({
        objects: await texts(),
        more: page.more,
        ...ends(page),
      })),
    manifest: (caller, collection, query) =>
      readPage(database, caller, collection, query, async (page): Promise<ManifestPage> => ({
        entries: page.rows.map((row) => ({
          id: row.id,
          added: BigInt(row.added),
          version: row.version === '' ? formatTimestamp(BigInt(row.added)) : timestampOf(row.version),
          mediaType: `application/stix+json;version=${row.spec_version}`,
        })),
        more: page.more,
      })),

    addObjects: refusing(async (caller, collection, objects) => {
      needScope(caller, 'write');
      const unmarked = collection.community ? await readCommunityDefault(database, collection.community) : undefined;
      const release = { communities: collection.community ? [collection.community] : [], recipients: [], unmarked };
      const results = await submit(database, caller, objects, release, { by: 'taxii' });
      const detail = (one: Submitted): StatusDetails => ({
        id: one.id ?? `objects/${one.index}`,
        version: one.version ?? formatTimestamp(BigInt(Date.now()) * 1000n),
        ...(one.issues.length > 0 && {
          message: one.issues
            .map((issue) => `${issue.path}: ${issue.message}`)
            .join(' ')
            .slice(0, 2000),
        }),
      });
      const successes = results.filter((one) => one.kind !== 'refused').map(detail);
      const failures = results.filter((one) => one.kind === 'refused').map(detail);
      const status: Status = {
        id: randomUUID(),
        status: 'complete',
        request_timestamp: formatTimestamp(BigInt(Date.now()) * 1000n),
        total_count: results.length,
        success_count: successes.length,
        ...(successes.length > 0 ? { successes } : {}),
        failure_count: failures.length,
        ...(failures.length > 0 ? { failures } : {}),
        pending_count: 0,
      };
      await database
        .insertInto('taxii_status')
        .values({ id: status.id, owner: caller.party, body: JSON.stringify(status) })
        .execute();
      return status;
    }),
    deleteObject: refusing(async (caller, collection, id, match) => {
      needScope(caller, 'write');
      return withdraw(
        database,
        caller,
        collection.listing,
        id,
        match.version.all ? undefined : versionsOf(match.version),
      );
    }),
    async status(caller, root, id) {
      if (root !== apiRoot || !/^[0-9a-f-]{36}$/i.test(id)) return undefined;
      const row = await database
        .selectFrom('taxii_status')
        .select('body')
        .where('id', '=', id)
        .where('owner', '=', caller.party)
        .executeTakeFirst();
      return row?.body as Status | undefined;
    },
  };
}

/** A problem of the hub as the error that TAXII has for it. */
function refusing<A extends unknown[], T>(
  method: (caller: Caller, collection: HubCollection, ...rest: A) => Promise<T>,
): typeof method {
  return async (caller, collection, ...rest) => {
    try {
      return await method(caller, collection, ...rest);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new TaxiiRefusal(statuses[error.code], {
        title: error.code,
        description: error.message,
        details: { issues: error.issues },
      });
    }
  };
}

async function readPage<T>(
  database: Database,
  caller: Caller,
  collection: HubCollection,
  query: ObjectQuery,
  shape: (page: Page, texts: () => Promise<string[]>) => Promise<T>,
): Promise<T> {
  const scope = { party: caller.party, authority: caller.authority, channel: 'taxii' as const };
  const after = Math.max(Number(query.addedAfter ?? 0n), Number(query.after ?? 0n));
  const match = {
    ids: query.match.id,
    types: query.match.type,
    specVersions: query.match.specVersion,
    versions: versionsOf(query.match.version),
  };
  return withScope(database, scope, async (read) => {
    const page = collection.search
      ? await searchPage(read, collection.search, match, after, query.limit)
      : await walk(read, collection.listing, match, after, query.limit);
    return shape(page, () => present(read, scope, page.rows));
  });
}

function versionsOf(match: DeleteMatch['version']): Versions {
  if (match.all) return { all: true, first: false, last: false, at: [] };
  return { all: false, first: match.first, last: match.last, at: match.dates.map(sortableTimestamp) };
}

function ends(page: Page): { firstAdded?: bigint; lastAdded?: bigint } {
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  return { ...(first && { firstAdded: BigInt(first.added) }), ...(last && { lastAdded: BigInt(last.added) }) };
}
