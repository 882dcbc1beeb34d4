import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { Button, Choice, Field } from '../../design/controls.tsx';
import { Empty, Failure, Loading, Page } from '../../design/surfaces.tsx';
import { partiesQuery, searchPages, type Search } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { useArrived } from '../../shell/live-context.ts';
import { downloadCsv } from './download-csv.ts';
import { ObjectGrid } from './object-grid.tsx';

const route = getRouteApi('/inside/intelligence');

const types =
  'indicator vulnerability incident report malware tool campaign threat-actor intrusion-set attack-pattern course-of-action sighting relationship identity'.split(
    ' ',
  );
const levels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED', 'UNMARKED'];

/** What may be seen, found by words and filters that stand in the address. */
export function SearchPage() {
  const { t, term, named } = useLanguage();
  const search = route.useSearch();
  const found = useInfiniteQuery(searchPages(search));
  const { data: parties = [] } = useQuery(partiesQuery);
  const narrow = useNarrow();
  const rows = found.data?.pages.flatMap((page) => page.objects) ?? [];
  const any = ['', t('intelligence.any')] as const;
  const filtered = Object.keys(search).length > 0;

  return (
    <Page
      title={t('go.intelligence')}
      lead={t('intelligence.lead')}
      actions={rows.length > 0 && <Button onPress={() => downloadCsv(rows)}>{t('intelligence.export')}</Button>}
    >
      <search className="filters" aria-label={t('intelligence.filters')}>
        <Words
          key={`text ${search.text ?? ''}`}
          label={t('intelligence.search')}
          placeholder={t('intelligence.search.placeholder')}
          value={search.text ?? ''}
          onChange={(text) => narrow({ text })}
        />
        <Words
          key={`value ${search.value ?? ''}`}
          label={t('intelligence.value')}
          placeholder="203.0.113.9"
          value={search.value ?? ''}
          onChange={(value) => narrow({ value })}
          machine
        />
        <Choice
          label={t('intelligence.type')}
          value={search.type ?? ''}
          onChange={(type) => narrow({ type })}
          options={[any, ...types.map((one) => [one, term('type', one)] as const)]}
        />
        <Choice
          label={t('intelligence.level')}
          value={search.marking ?? ''}
          onChange={(marking) => narrow({ marking })}
          options={[
            any,
            ...levels.map((one) => [one, one === 'UNMARKED' ? term('level', one) : `TLP:${one}`] as const),
          ]}
        />
        <Choice
          label={t('intelligence.source')}
          value={search.source ?? ''}
          onChange={(source) => narrow({ source })}
          options={[any, ...parties.map((one) => [one.id, named(one)] as const)]}
        />
      </search>
      {found.error ? (
        <Failure error={found.error} retry={() => void found.refetch()} />
      ) : (
        <>
          <div className="row spread">
            <Count page={found.data?.pages[0]} />
            <Arrived since={found.dataUpdatedAt} />
            {filtered && (
              <Button kind="plain" onPress={() => narrow(undefined)}>
                {t('intelligence.clear-filters')}
              </Button>
            )}
          </div>
          {found.isPending && <Loading />}
          {rows.length > 0 && (
            <ObjectGrid
              rows={rows}
              total={found.data?.pages[0]?.count ?? rows.length}
              parties={parties}
              more={() => {
                if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage();
              }}
            />
          )}
          {found.data && rows.length === 0 && (
            <div className="grid-frame">
              <Empty
                title={t(filtered ? 'intelligence.nothing-found' : 'intelligence.empty')}
                hint={t(filtered ? 'intelligence.nothing-found.hint' : 'intelligence.empty.hint')}
              />
            </div>
          )}
        </>
      )}
    </Page>
  );
}

/** Changes the filters in the address; undefined clears them. */
function useNarrow(): (change: Search | undefined) => void {
  const navigate = route.useNavigate();
  return (change) => {
    void navigate({
      search: (before) =>
        change ? Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)) : {},
      replace: true,
    });
  };
}

/** A field that searches once the writer rests. */
function Words({
  label,
  placeholder,
  value,
  onChange,
  machine = false,
}: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  machine?: boolean;
}) {
  const [text, setText] = useState(value);
  const settled = useDeferredValue(text);
  useEffect(() => {
    if (settled.trim() === value) return;
    const timer = setTimeout(() => onChange(settled.trim()), 350);
    return () => clearTimeout(timer);
  });
  return <Field label={label} placeholder={placeholder} value={text} onChange={setText} machine={machine} />;
}

function Count({ page }: { page: { count: number; countIsLowerBound: boolean } | undefined }) {
  const { t, number } = useLanguage();
  return (
    <p className="quiet" role="status">
      {page &&
        (page.countIsLowerBound
          ? t('intelligence.at-least', { count: number(page.count) })
          : t('count.objects', { count: page.count }))}
    </p>
  );
}

/** What came meanwhile is offered, so that no row moves under the reader's hand. */
function Arrived({ since }: { since: number }) {
  const { t } = useLanguage();
  const { arrived } = useArrived();
  const cache = useQueryClient();
  const count = [...arrived.values()].filter((at) => at > since).length;
  if (count === 0) return undefined;
  return (
    <Button
      kind="primary"
      onPress={() => {
        void cache.resetQueries({ queryKey: ['objects', 'search'] });
      }}
    >
      {t('intelligence.new', { count })}
    </Button>
  );
}
