import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../design/controls.tsx';
import { Empty, Failure, Loading, State, Tlp } from '../../design/surfaces.tsx';
import type { Agreement } from '../../hub/answers.ts';
import { ask } from '../../hub/client.ts';
import { agreementsQuery } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { useMe } from '../../shell/me.ts';
import { say } from '../../shell/toasts.tsx';
import { AgreementWindow } from './agreement-window.tsx';

const stateKinds = { draft: 'wait', 'in-force': 'good', 'not-yet': 'wait', expired: 'quiet', ended: 'quiet' } as const;

/** Agreements of the reader's party, who has assented, and assenting. */
export function Agreements() {
  const { t } = useLanguage();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { data, error, isPending } = useQuery(agreementsQuery);
  const draft = me.roles.some((role) => role === 'liaison' || role === 'authority') && (
    <div>
      <Button kind="primary" onPress={() => setOpen(true)}>
        {t('agreement.new')}
      </Button>
    </div>
  );
  if (error) return <Failure error={error} />;
  return (
    <div className="stack">
      {data?.length !== 0 && draft}
      {isPending && <Loading />}
      {data?.length === 0 && (
        <Empty title={t('agreement.empty')} hint={t('agreement.empty.hint')}>
          {draft}
        </Empty>
      )}
      {data?.toReversed().map((one) => (
        <OneAgreement key={one.id} one={one} />
      ))}
      {open && <AgreementWindow onClose={() => setOpen(false)} />}
    </div>
  );
}

function OneAgreement({ one }: { one: Agreement }) {
  const { t, named, dates } = useLanguage();
  const me = useMe();
  const cache = useQueryClient();
  const mine = one.parties.find((party) => party.id === me.party);
  const day = (at: string): string => `${dates.gregorian(new Date(at))} (${dates.hijri(new Date(at))})`;
  const term = { from: day(one.from) };
  const assent = useMutation({
    mutationFn: () => ask('POST', `/agreements/${encodeURIComponent(one.id)}/assent`),
    onSuccess: async () => {
      say(t('agreement.assent.done', { name: named(one) }));
      await cache.invalidateQueries();
    },
  });
  return (
    <section className="card stack">
      <div className="row spread">
        <h2>
          <bdi>{named(one)}</bdi>
        </h2>
        <State kind={stateKinds[one.state]}>{t(`agreement.state.${one.state}`)}</State>
      </div>
      <p className="row quiet">
        <Tlp level={one.highestLevel} />
        {one.until ? t('agreement.term.until', { ...term, until: day(one.until) }) : t('agreement.term.open', term)}
      </p>
      {one.duties && <p dir="auto">{one.duties}</p>}
      {one.communities.length > 0 && (
        <p className="row">
          <span className="quiet">{t('alliances.communities')}:</span>
          {one.communities.map((community) => (
            <bdi key={community.id} className="tag">
              {named(community)}
            </bdi>
          ))}
        </p>
      )}
      <ul className="agreement-parties">
        {one.parties.map((party) => {
          const assented = Boolean(party.assentedAt) && !party.leftAt;
          const said = party.leftAt ? 'agreement.left' : assented ? 'agreement.assented' : 'agreement.pending';
          return (
            <li key={party.id} data-assented={assented || undefined}>
              <bdi>{party.name}</bdi> <span className="quiet">· {t(said)}</span>
            </li>
          );
        })}
      </ul>
      {assent.error && <Failure error={assent.error} />}
      {mine && !mine.assentedAt && me.roles.includes('liaison') && one.state !== 'ended' && (
        <div>
          <Button kind="primary" onPress={() => assent.mutate()} isDisabled={assent.isPending}>
            {t('agreement.assent')}
          </Button>
        </div>
      )}
    </section>
  );
}
