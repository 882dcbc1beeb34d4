import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Help } from '../actions/help.tsx';
import { Keys, Palette } from '../actions/palette.tsx';
import { useActions } from '../actions/registry.ts';
import { useKeys } from '../actions/use-keys.ts';
import { Button } from '../design/controls.tsx';
import mark from '../design/mark.svg';
import { hubQuery, partiesQuery, sessionQuery } from '../hub/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon } from './icons.tsx';
import { LiveContext } from './live-context.ts';
import { useLive } from './live.ts';
import { useMe } from './me.ts';

const SubmitWindow = lazy(() => import('../pages/intelligence/submit-window.tsx'));

const places = [
  { to: '/', name: 'home' },
  { to: '/intelligence', name: 'intelligence' },
  { to: '/alliances', name: 'alliances' },
  { to: '/administration', name: 'administration' },
] as const;

type WindowName = 'palette' | 'help' | 'submit';

/** The frame around every page: where to go, who is signed in, what can be done. */
export function Shell() {
  const { t, named } = useLanguage();
  const { data: hub } = useQuery(hubQuery);
  const live = useLive();
  const [open, setOpen] = useState<WindowName>();
  const close = (): void => setOpen(undefined);
  const actions = useActions({
    openPalette: () => setOpen('palette'),
    openHelp: () => setOpen('help'),
    openSubmit: () => setOpen('submit'),
  });
  useKeys(actions);
  useLeaveWhenEnded();

  return (
    <LiveContext value={live}>
      <div className="shell">
        <a className="skip button" href="#main">
          {t('skip-to-content')}
        </a>
        <header className="rail">
          <Link className="brand" to="/">
            <img src={mark} alt="" />
            <span>
              <strong>{t('name')}</strong>
              <span>{hub && named(hub)}</span>
            </span>
          </Link>
          <nav aria-label={t('navigation')}>
            <ul>
              {places.map(({ to, name }) => (
                <li key={to}>
                  <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
                    <Icon name={name} />
                    {t(`go.${name}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <Account run={(id) => actions.find((action) => action.id === id)?.run()} />
        </header>
        {live.cutOff && (
          <div className="banner" role="status">
            {t('state.cut-off')}
          </div>
        )}
        <div>
          <section className="top" aria-label={t('actions.open')}>
            <button type="button" className="button palette-button" onClick={() => setOpen('palette')}>
              <span className="row">
                <Icon name="search" />
                {t('actions.open')}
              </span>
              <Keys keys={['/']} />
            </button>
            <Button kind="primary" onPress={() => setOpen('submit')}>
              {t('submit.open')}
            </Button>
          </section>
          <main className="main" id="main" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      {open === 'palette' && <Palette actions={actions} onClose={close} />}
      {open === 'help' && <Help actions={actions} onClose={close} />}
      {open === 'submit' && (
        <Suspense>
          <SubmitWindow onClose={close} />
        </Suspense>
      )}
    </LiveContext>
  );
}

function Account({ run }: { run: (action: string) => void }) {
  const { t, named, language } = useLanguage();
  const me = useMe();
  const { data: parties } = useQuery(partiesQuery);
  const party = parties?.find((one) => one.id === me.party);
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <div className="rail-foot">
      <p>
        <strong>
          <bdi>{me.name}</bdi>
        </strong>
        <br />
        <span>{party && named(party)}</span>
      </p>
      <Button onPress={() => run('language')}>
        <span lang={other}>{t(`language.${other}`)}</span>
      </Button>
      <Button onPress={() => run('sign-out')}>{t('sign-out')}</Button>
    </div>
  );
}

/** Leads to sign-in, and back here afterwards, once the session has ended. */
function useLeaveWhenEnded(): void {
  const { data: me } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const here = useRouterState({ select: (state) => state.location.href });
  useEffect(() => {
    if (me === null && !here.startsWith('/sign-in'))
      void navigate({ to: '/sign-in', search: { to: here, ended: true } });
  }, [me, navigate, here]);
}
