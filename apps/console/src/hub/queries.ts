import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Agreement, Audience, Hub, Me, Party, SearchPage, Session, Stored, Token } from './answers.ts';
import { ask, HubProblem } from './client.ts';

export const hubQuery = queryOptions({ queryKey: ['hub'], queryFn: () => ask<Hub>('GET', '/hub') });

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await ask<Me>('GET', '/session');
    } catch (error) {
      if (error instanceof HubProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

export const partiesQuery = queryOptions({ queryKey: ['parties'], queryFn: () => ask<Party[]>('GET', '/parties') });
export const agreementsQuery = queryOptions({
  queryKey: ['agreements'],
  queryFn: () => ask<Agreement[]>('GET', '/agreements'),
});
export const tokensQuery = queryOptions({ queryKey: ['tokens'], queryFn: () => ask<Token[]>('GET', '/tokens') });
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => ask<Session[]>('GET', '/sessions'),
});

/** What to look for; empty fields don't narrow. */
export interface Search {
  readonly text?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: string | undefined;
  readonly marking?: string | undefined;
  readonly source?: string | undefined;
  readonly related?: string | undefined;
}

const pageSize = 500;

/** Pages of what a search finds, newest first. */
export const searchPages = (search: Search, limit = pageSize) =>
  infiniteQueryOptions({
    queryKey: ['objects', 'search', search, limit],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ limit: String(limit) });
      for (const [name, value] of Object.entries(search)) if (value) asked.set(name, String(value));
      if (pageParam !== undefined) asked.set('before', String(pageParam));
      return ask<SearchPage>('GET', `/objects?${asked}`);
    },
    getNextPageParam: (page) => page.before ?? undefined,
  });

/** All versions of an object that the reader may see, newest first. */
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['objects', 'versions', id],
    queryFn: () => ask<Stored[]>('GET', `/objects/${encodeURIComponent(id)}/versions`),
  });

/** How far something is to be shared. */
export interface Release {
  readonly level: string;
  readonly communities: readonly string[];
  readonly recipients: readonly string[];
  readonly anonymous: boolean;
}

/** Who would see something shared so. */
export const audienceQuery = (release: Release) =>
  queryOptions({
    queryKey: ['audience', release],
    queryFn: () => ask<Audience>('POST', '/objects/audience', release),
    placeholderData: (before: Audience | undefined) => before,
  });
