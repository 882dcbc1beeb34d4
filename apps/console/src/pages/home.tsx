import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, Failure, Loading, Page, Tlp } from '../design/surfaces.tsx';
import { agreementsQuery, partiesQuery, searchPages } from '../hub/queries.ts';
import { harmless, Moment } from '../language/moment.tsx';
import { useLanguage } from '../language/language.tsx';
import { useMe } from '../shell/me.ts';
import { nameOf } from './intelligence/name-of.ts';

const latest = 8;

/** What one party tells another; not the definitions and identities that the hub itself publishes. */
const told = 'indicator,vulnerability,incident,report,malware,tool,campaign,threat-actor,intrusion-set,sighting,note';

/** What is new for my party, and what needs my decision. */
export function HomePage() {
  const { t, number } = useLanguage();
  const me = useMe();
  const parties = useQuery(partiesQuery);
  const agreements = useQuery(agreementsQuery);
  const objects = useInfiniteQuery(searchPages({ type: told }, latest));
  const first = objects.data?.pages[0];
  const inForce = agreements.data?.filter((one) => one.state === 'in-force').length;
  const alone = parties.data !== undefined && parties.data.length < 2;

  return (
    <Page title={t('home.welcome', { name: me.name })}>
      <div className="numbers">
        <Number value={first && number(first.count)} label={t('home.numbers.objects')} to="/intelligence" />
        <Number value={parties.data && number(parties.data.length)} label={t('home.numbers.parties')} to="/alliances" />
        <Number
          value={inForce !== undefined && number(inForce)}
          label={t('home.numbers.agreements')}
          to="/alliances"
          part="agreements"
        />
      </div>
      {alone && <Start />}
      <div className="columns">
        <Card title={t('home.latest')}>
          {objects.error && <Failure error={objects.error} retry={() => void objects.refetch()} />}
          {objects.isPending && <Loading />}
          {first?.objects.length === 0 && <p className="quiet">{t('intelligence.empty.hint')}</p>}
          <ul className="list">
            {first?.objects.map((one) => (
              <li key={one.added}>
                <div className="list-main">
                  <Link to="/intelligence/$id" params={{ id: one.object.id }}>
                    <bdi>{harmless(nameOf(one.object) ?? t('object.unnamed'))}</bdi>
                  </Link>
                  <TypeAndAge type={one.object.type} added={one.added} />
                </div>
                <Tlp level={one.level} />
              </li>
            ))}
          </ul>
        </Card>
        <Decisions />
      </div>
    </Page>
  );
}

function TypeAndAge({ type, added }: { type: string; added: number }) {
  const { term } = useLanguage();
  return (
    <span className="quiet small">
      {term('type', type)} · <Moment at={added / 1000} short />
    </span>
  );
}

function Number({
  value,
  label,
  to,
  part,
}: {
  value: string | false | undefined;
  label: string;
  to: string;
  part?: 'agreements';
}) {
  return (
    <Link className="card tile" to={to} search={part ? { part } : {}}>
      <strong>{value || '…'}</strong>
      <span className="quiet">{label}</span>
    </Link>
  );
}

function Decisions() {
  const { t, named } = useLanguage();
  const me = useMe();
  const { data: agreements } = useQuery(agreementsQuery);
  const waiting = agreements?.filter(
    (one) => one.state === 'draft' && one.parties.some((party) => party.id === me.party && !party.assentedAt),
  );
  return (
    <Card title={t('home.decisions')}>
      {waiting?.length === 0 && <p className="quiet">{t('home.decisions.none')}</p>}
      <ul className="list">
        {waiting?.map((one) => (
          <li key={one.id}>
            <Link to="/alliances" search={{ part: 'agreements' }}>
              {t('home.decisions.assent', { name: named(one) })}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Start() {
  const { t } = useLanguage();
  return (
    <section className="stack">
      <h2>{t('home.start')}</h2>
      <div className="tiles">
        <Link className="card tile" to="/alliances">
          <strong>{t('home.start.invite')}</strong>
          <span className="quiet">{t('home.start.invite.hint')}</span>
        </Link>
        <Link className="card tile" to="/alliances" search={{ part: 'agreements' }}>
          <strong>{t('home.start.agree')}</strong>
          <span className="quiet">{t('home.start.agree.hint')}</span>
        </Link>
        <Link className="card tile" to="/intelligence">
          <strong>{t('home.start.submit')}</strong>
          <span className="quiet">{t('home.start.submit.hint')}</span>
        </Link>
      </div>
    </section>
  );
}
