import { useQuery } from '@tanstack/react-query';
import { Failure } from '../../design/surfaces.tsx';
import { audienceQuery, type Release } from '../../hub/queries.ts';
import { useLanguage } from '../../language/language.tsx';

/** Who will see what is shared so: by name, as the hub's own rule answers it. */
export function AudienceByName({ release, own }: { release: Release; own: string }) {
  const { t, named } = useLanguage();
  const { data, error, isPlaceholderData } = useQuery(audienceQuery(release));
  return (
    <section className="audience" aria-live="polite" aria-busy={isPlaceholderData}>
      <h3>
        {t('submit.audience')}
        {data && !data.everyone && (
          <span className="quiet"> · {t('submit.audience.count', { count: data.parties.length })}</span>
        )}
      </h3>
      {error && <Failure error={error} />}
      {data?.everyone ? (
        <strong>{t('submit.audience.everyone')}</strong>
      ) : (
        <ul>
          {data?.parties.map((one) => (
            <li key={one.id} className="tag">
              <bdi>{named(one)}</bdi>
              {one.id === own && <span className="quiet"> ({t('object.your-party')})</span>}
            </li>
          ))}
          {data?.others && <li className="quiet">{t('submit.audience.others')}</li>}
        </ul>
      )}
    </section>
  );
}
