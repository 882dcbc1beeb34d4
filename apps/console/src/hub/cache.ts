import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { HubProblem } from './client.ts';
import { sessionQuery } from './queries.ts';

/** What the console keeps of the hub's answers, in memory only. When the session has ended, nothing of it stays. */
export function createHubCache(): QueryClient {
  const onError = (error: unknown): void => {
    const ended = error instanceof HubProblem && error.status === 401 && cache.getQueryData(sessionQuery.queryKey);
    if (ended) forgetSession(cache);
  };
  const cache = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => !(error instanceof HubProblem) && failures < 2,
      },
    },
  });
  return cache;
}

/** Drops everything that the session showed; pages that need one then lead to sign-in. */
export function forgetSession(cache: QueryClient): void {
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'hub' && queryKey[0] !== 'session' });
  cache.setQueryData(sessionQuery.queryKey, null);
}
