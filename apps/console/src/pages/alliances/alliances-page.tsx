import { getRouteApi, Link } from '@tanstack/react-router';
import { Page } from '../../design/surfaces.tsx';
import { useLanguage } from '../../language/language.tsx';
import { allianceParts } from './parts.ts';
import { Agreements } from './agreements.tsx';
import { Communities } from './communities.tsx';
import { Parties } from './parties.tsx';
import { Tokens } from './tokens.tsx';

const route = getRouteApi('/inside/alliances');
const bodies = { parties: Parties, agreements: Agreements, communities: Communities, tokens: Tokens };

/** Who takes part, on what terms, in which groups, and which programs act for them. */
export function AlliancesPage() {
  const { t } = useLanguage();
  const { part = 'parties' } = route.useSearch();
  const Body = bodies[part];
  return (
    <Page title={t('go.alliances')} lead={t('alliances.lead')}>
      <nav className="tabs" aria-label={t('go.alliances')}>
        {allianceParts.map((one) => (
          <Link
            key={one}
            className="tab"
            to="/alliances"
            search={{ part: one }}
            aria-current={one === part ? 'page' : undefined}
          >
            {t(`alliances.${one}`)}
          </Link>
        ))}
      </nav>
      <Body />
    </Page>
  );
}
