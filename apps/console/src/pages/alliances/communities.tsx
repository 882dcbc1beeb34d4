import { useQuery } from '@tanstack/react-query';
import { Empty, Failure, Loading } from '../../design/surfaces.tsx';
import { agreementsQuery } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';

/** Communities and who is in them, by the agreements that create them. */
export function Communities() {
  const { t, named } = useLanguage();
  const { data, error, isPending } = useQuery(agreementsQuery);
  if (error) return <Failure error={error} />;
  if (isPending) return <Loading />;
  const found = data
    .filter((one) => one.state === 'in-force')
    .flatMap((agreement) => agreement.communities.map((one) => ({ one, agreement })));
  if (found.length === 0) return <Empty title={t('community.empty')} hint={t('community.empty.hint')} />;
  return (
    <div className="tiles">
      {found.map(({ one, agreement }) => {
        const bound = agreement.parties.filter((party) => party.assentedAt && !party.leftAt);
        return (
          <section key={one.id} className="card stack">
            <div>
              <h2>
                <bdi>{named(one)}</bdi>
              </h2>
              <p className="quiet small">{t('community.by', { agreement: named(agreement) })}</p>
            </div>
            <p className="small">{t('community.parties', { count: bound.length })}</p>
            <ul className="row">
              {bound.map((party) => (
                <li key={party.id} className="tag">
                  <bdi>{party.name}</bdi>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
