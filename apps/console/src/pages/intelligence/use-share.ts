import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Submitted } from '../../hub/answers.ts';
import { ask } from '../../hub/client.ts';
import type { Release } from '../../hub/queries.ts';
import type { Anonymity } from './anonymity.tsx';

/** What came of sharing: a report, or for what was shared without a name a receipt too. */
export interface Shared {
  readonly report: Submitted;
  readonly receipt?: string | undefined;
}

interface Sharing {
  /** A STIX bundle as it was written, or objects. */
  readonly what: string | readonly unknown[];
  readonly release: Release;
  readonly anonymity?: Anonymity | undefined;
}

/** Sends what is shared to the hub, under the party's name or without it. */
export function useShare(onShared: (shared: Shared) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ what, release, anonymity }: Sharing): Promise<Shared> =>
      anonymity && typeof what !== 'string' ? withoutName(what, release, anonymity) : underName(what, release),
    onSuccess: async (shared) => {
      await cache.invalidateQueries({ queryKey: ['objects'] });
      onShared(shared);
    },
    // The receipt is kept nowhere once the window is closed.
    gcTime: 0,
  });
}

async function underName(what: Sharing['what'], release: Release): Promise<Shared> {
  const query = new URLSearchParams({
    communities: release.communities.join(','),
    recipients: release.recipients.join(','),
    marking: release.level,
  });
  const body = typeof what === 'string' ? what : { objects: what };
  return { report: await ask<Submitted>('POST', `/objects?${query}`, body) };
}

async function withoutName(objects: readonly unknown[], release: Release, anonymity: Anonymity): Promise<Shared> {
  const { level: marking, communities, recipients } = release;
  const sent = await ask<{ receipt: string; objects: unknown[]; refused: Submitted['refusals'] }>(
    'POST',
    '/anonymous',
    {
      ...anonymity,
      objects,
      communities,
      recipients,
      marking,
    },
  );
  const accepted = sent.objects.length;
  const report = { accepted, changed: 0, released: 0, known: 0, refused: sent.refused.length, refusals: sent.refused };
  return { report, receipt: sent.receipt };
}
