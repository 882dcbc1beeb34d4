import { useState } from 'react';
import { Choice } from '../../design/controls.tsx';
import type { Stored } from '../../hub/answers.ts';
import { useLanguage } from '../../language/language.tsx';
import { harmless } from '../../language/moment.tsx';
import { textOf } from './name-of.ts';

/** Two versions side by side, what differs marked. */
export function Versions({ versions }: { versions: readonly Stored[] }) {
  const { t, dates } = useLanguage();
  const [older, setOlder] = useState('1');
  const [newest] = versions;
  const other = versions[Number(older)];
  if (!newest || !other) return <p className="quiet">{t('object.one-version')}</p>;
  const label = (one: Stored): string => {
    const at = new Date(textOf(one.object, 'modified') ?? textOf(one.object, 'created') ?? one.added / 1000);
    return t('object.version-of', { date: `${dates.gregorian(at)} ${dates.time(at)}` });
  };
  const names = [...new Set([...Object.keys(newest.object), ...Object.keys(other.object)])];
  return (
    <div className="stack">
      {versions.length > 2 && (
        <Choice
          label={t('object.versions')}
          value={older}
          onChange={setOlder}
          options={versions.slice(1).map((one, index) => [String(index + 1), label(one)] as const)}
        />
      )}
      <div className="table-frame">
        <table className="table compare">
          <thead>
            <tr>
              <th scope="col">{t('object.property')}</th>
              <th scope="col">{label(newest)}</th>
              <th scope="col">{label(other)}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const [now, before] = [written(newest.object[name]), written(other.object[name])];
              return (
                <tr key={name} data-changed={now !== before || undefined}>
                  <th scope="row">
                    <bdi dir="ltr">{name}</bdi>
                    {now !== before && <div>{t('object.changed')}</div>}
                  </th>
                  <td className="code" dir="auto">
                    {now}
                  </td>
                  <td className="code" dir="auto">
                    {before}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const written = (value: unknown): string => {
  if (value === undefined) return '—';
  return harmless(typeof value === 'string' ? value : JSON.stringify(value, null, 1));
};
