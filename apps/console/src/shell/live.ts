import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { forgetSession } from '../hub/cache.ts';
import { agreementsQuery, partiesQuery, sessionQuery } from '../hub/queries.ts';
import { ask, HubProblem } from '../hub/client.ts';

/** What came since the page was opened, and whether the hub is still heard. */
export interface Live {
  readonly cutOff: boolean;
  /** Ids of objects that arrived, and when, in milliseconds since 1970. */
  readonly arrived: ReadonlyMap<string, number>;
}

/** Listens to the hub. Nothing on the page moves for what comes: it is counted until the reader asks for it. */
export function useLive(): Live {
  const cache = useQueryClient();
  const [cutOff, setCutOff] = useState(false);
  const [arrived, setArrived] = useState<ReadonlyMap<string, number>>(new Map());

  useEffect(() => {
    const source = new EventSource('/api/v1/live');
    source.addEventListener('ready', () => setCutOff(false));
    source.addEventListener('object', (event: MessageEvent<string>) => {
      const { id, type } = JSON.parse(event.data) as { id: string; type: string };
      if (type === 'x-sanad-agreement') void cache.invalidateQueries(agreementsQuery);
      if (type === 'identity') void cache.invalidateQueries(partiesQuery);
      setArrived((before) => new Map(before).set(id, Date.now()));
    });
    source.addEventListener('error', () => {
      setCutOff(true);
      // The browser tells nothing of why; the hub says whether it was the session that ended.
      ask('GET', '/session').catch((error: unknown) => {
        if (error instanceof HubProblem && error.status === 401 && cache.getQueryData(sessionQuery.queryKey)) {
          forgetSession(cache);
        }
      });
    });
    return () => source.close();
  }, [cache]);

  return { cutOff, arrived };
}
