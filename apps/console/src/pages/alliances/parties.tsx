import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../design/controls.tsx';
import { Failure, Loading, State } from '../../design/surfaces.tsx';
import { partiesQuery } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';
import { Moment } from '../../language/moment.tsx';
import { useMe } from '../../shell/me.ts';
import { PartyWindow } from './party-window.tsx';

/** The parties that take part; the authority registers further ones. */
export function Parties() {
  const { t, term, named, language } = useLanguage();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { data, error, isPending } = useQuery(partiesQuery);
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  if (error) return <Failure error={error} />;
  return (
    <div className="stack">
      {me.authority && (
        <div>
          <Button kind="primary" onPress={() => setOpen(true)}>
            {t('party.new')}
          </Button>
        </div>
      )}
      {isPending && <Loading />}
      {data && (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('field.name')}</th>
                <th scope="col">{t('party.kind')}</th>
                <th scope="col">{t('party.country')}</th>
                <th scope="col">{t('party.reliability')}</th>
                <th scope="col">{t('party.joined')}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((one) => (
                <tr key={one.id}>
                  <td>
                    <strong>
                      <bdi>{named(one)}</bdi>
                    </strong>{' '}
                    {one.isHub && <State kind="quiet">{t('party.hub')}</State>}
                  </td>
                  <td>{term('party.kind', one.kind)}</td>
                  <td>{one.country ? countries.of(one.country) : '—'}</td>
                  <td>
                    <span className="tag">{one.reliability}</span>
                  </td>
                  <td>
                    <Moment at={one.created} short />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open && <PartyWindow onClose={() => setOpen(false)} />}
    </div>
  );
}
