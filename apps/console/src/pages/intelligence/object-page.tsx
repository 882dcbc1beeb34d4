import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from '../../design/controls.tsx';
import { Card, Failure, Loading, Page, Tlp } from '../../design/surfaces.tsx';
import type { Stored } from '../../hub/answers.ts';
import { partiesQuery, searchPages, versionsQuery } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { Code, harmless } from '../../language/moment.tsx';
import { useMe } from '../../shell/me.ts';
import { nameOf, textOf } from './name-of.ts';
import { Facts } from './object-facts.tsx';
import { ProofInJournal } from './proof.tsx';
import { useWithdraw } from './use-withdraw.ts';
import { Versions } from './versions.tsx';

const route = getRouteApi('/inside/intelligence/$id');

/** One object: its facts and source, its versions side by side, what is related to it, its proof in the journal. */
export function ObjectPage() {
  const { t } = useLanguage();
  const { id } = route.useParams();
  const versions = useQuery(versionsQuery(id));
  const withdraw = useWithdraw();
  const me = useMe();
  if (versions.error) return <Failure error={versions.error} retry={() => void versions.refetch()} />;
  const newest = versions.data?.[0];
  if (!newest) return <Loading />;
  const name = nameOf(newest.object) ?? t('object.unnamed');
  return (
    <Page
      title={<bdi>{harmless(name)}</bdi>}
      lead={<Kind one={newest} />}
      actions={
        newest.owner === me.party && (
          <Button kind="danger" onPress={() => withdraw(id, name)}>
            {t('object.withdraw')}
          </Button>
        )
      }
    >
      <div className="columns">
        <div className="stack">
          <Card title={t('object.facts')}>
            <Facts one={newest} />
          </Card>
          <Card title={t('object.versions')}>
            <Versions versions={versions.data ?? []} />
          </Card>
        </div>
        <div className="stack">
          <Source one={newest} />
          <Card title={t('object.related')}>
            <Related one={newest} />
          </Card>
          <Card title={t('object.journal')}>
            <ProofInJournal added={newest.added} />
          </Card>
          <Card title={t('object.original')}>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls has to be reached by keys */}
            <pre className="original" dir="ltr" tabIndex={0}>
              {JSON.stringify(newest.object, null, 2)}
            </pre>
          </Card>
        </div>
      </div>
    </Page>
  );
}

function Kind({ one }: { one: Stored }) {
  const { term } = useLanguage();
  return (
    <span className="row">
      {term('type', one.object.type)} <Tlp level={one.level} /> {term('level', one.level)}
    </span>
  );
}

function Source({ one }: { one: Stored }) {
  const { t, term, named } = useLanguage();
  const { data: parties } = useQuery(partiesQuery);
  const owner = parties?.find((party) => party.id === one.owner);
  const creator = textOf(one.object, 'created_by_ref') ?? one.owner;
  const created = parties?.find((party) => party.id === creator);
  return (
    <Card title={t('intelligence.source')}>
      <dl className="facts">
        <dt>{t('object.brought-by')}</dt>
        <dd>{owner ? <bdi>{named(owner)}</bdi> : <Code>{one.owner}</Code>}</dd>
        <dt>{t('object.creator')}</dt>
        <dd>{created ? <bdi>{named(created)}</bdi> : <Code>{creator}</Code>}</dd>
        {owner && (
          <>
            <dt>{t('object.reliability')}</dt>
            <dd>
              <span className="tag">{owner.reliability}</span> {term('reliability', owner.reliability)}
            </dd>
          </>
        )}
      </dl>
    </Card>
  );
}

/** What this refers to, and what refers to this. */
function Related({ one }: { one: Stored }) {
  const { t, term } = useLanguage();
  const { data } = useInfiniteQuery(searchPages({ related: one.object.id }, 50));
  const outward = Object.entries(one.object)
    .filter(([name]) => /_refs?$/.test(name) && name !== 'object_marking_refs' && name !== 'created_by_ref')
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((id) => ({ name, id: String(id) })));
  const inward = data?.pages.flatMap((page) => page.objects) ?? [];
  if (data && outward.length + inward.length === 0) return <p className="quiet">{t('object.related.none')}</p>;
  return (
    <ul className="list">
      {outward.map(({ name, id }) => (
        <li key={`${name} ${id}`}>
          <Link to="/intelligence/$id" params={{ id }}>
            <Code>{id}</Code>
          </Link>
          <Code>{name}</Code>
        </li>
      ))}
      {inward.map((other) => (
        <li key={other.added}>
          <Link to="/intelligence/$id" params={{ id: other.object.id }}>
            <bdi>{harmless(nameOf(other.object) ?? t('object.unnamed'))}</bdi>
          </Link>
          <span className="quiet small">{term('type', other.object.type)}</span>
        </li>
      ))}
    </ul>
  );
}
