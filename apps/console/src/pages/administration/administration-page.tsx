import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../design/controls.tsx';
import { Card, Failure, Page, State } from '../../design/surfaces.tsx';
import { ask } from '../../hub/client.ts';
import { hubQuery, sessionsQuery } from '../../hub/queries.ts';
import { checkJournal } from '../../journal/check.ts';
import { useLanguage } from '../../language/language.tsx';
import { Code, Moment } from '../../language/moment.tsx';
import { say } from '../../shell/toasts.tsx';

/** The journal and its check, open sessions, the hub itself. */
export function AdministrationPage() {
  const { t } = useLanguage();
  return (
    <Page title={t('go.administration')}>
      <div className="columns">
        <div className="stack">
          <Journal />
          <Sessions />
        </div>
        <About />
      </div>
    </Page>
  );
}

function Journal() {
  const { t, number } = useLanguage();
  const check = useMutation({ mutationFn: checkJournal });
  const found = check.data;
  return (
    <Card title={t('administration.journal')}>
      <div className="stack">
        <p className="quiet">{t('administration.journal.lead')}</p>
        {check.error && <Failure error={check.error} />}
        {found && (
          <div className="stack" role="status">
            <div>
              {found.checkpoint ? (
                <State kind="good">{t('administration.journal.signed')}</State>
              ) : (
                <State kind="bad">{t('administration.journal.unsigned')}</State>
              )}
            </div>
            {found.checkpoint && (
              <>
                <dl className="facts">
                  <dt>{t('administration.journal.size')}</dt>
                  <dd>{number(found.checkpoint.size)}</dd>
                  <dt>{t('administration.journal.root')}</dt>
                  <dd>
                    <Code>{found.root}</Code>
                  </dd>
                </dl>
                <p className="notice" data-kind={found.consistent === false ? 'problem' : 'good'}>
                  {found.before
                    ? t(
                        found.consistent ? 'administration.journal.consistent' : 'administration.journal.inconsistent',
                        {
                          size: found.before.size,
                        },
                      )
                    : t('administration.journal.first')}
                </p>
              </>
            )}
          </div>
        )}
        <div>
          <Button kind="primary" onPress={() => check.mutate()} isDisabled={check.isPending}>
            {t('administration.journal.check')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Sessions() {
  const { t } = useLanguage();
  const cache = useQueryClient();
  const { data, error } = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: (id: string) => ask('DELETE', `/sessions/${encodeURIComponent(id)}`),
    onSuccess: async () => {
      await cache.invalidateQueries(sessionsQuery);
      say(t('administration.sessions.ended'));
    },
  });
  return (
    <Card title={t('administration.sessions')}>
      {(error ?? end.error) && <Failure error={error ?? end.error ?? new Error()} />}
      <ul className="list">
        {data?.map((one) => (
          <li key={one.id}>
            <span className="list-main">
              <bdi dir="ltr" className="small">
                {one.agent ?? '—'}
              </bdi>
              <span className="quiet small">
                {t('administration.sessions.seen')}: <Moment at={one.lastSeen} short />
              </span>
            </span>
            {one.current ? (
              <State kind="good">{t('administration.sessions.current')}</State>
            ) : (
              <Button onPress={() => end.mutate(one.id)}>{t('administration.sessions.end')}</Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function About() {
  const { t, named } = useLanguage();
  const { data: hub } = useQuery(hubQuery);
  return (
    <Card title={t('administration.hub')}>
      <dl className="facts">
        <dt>{t('field.name')}</dt>
        <dd>{hub && named(hub)}</dd>
        <dt>{t('administration.version')}</dt>
        <dd>
          <Code>{hub?.version ?? ''}</Code>
        </dd>
        <dt>API</dt>
        <dd>
          <a href="/api/docs">{t('administration.documentation')}</a>
        </dd>
      </dl>
    </Card>
  );
}
