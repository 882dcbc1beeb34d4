import { useState } from 'react';
import { useLanguage } from './language.tsx';

/** A moment, Gregorian with Hijri beside it; `short` gives the distance from now and the full date on hover. */
export function Moment({ at, short = false }: { at: string | number; short?: boolean }) {
  const { dates } = useLanguage();
  const [now] = useState(() => new Date());
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <bdi>{String(at)}</bdi>;
  const both = `${dates.gregorian(date)} · ${dates.hijri(date)}`;
  if (short) {
    return (
      <time dateTime={date.toISOString()} title={`${both} · ${dates.time(date)}`}>
        {dates.distance(date, now)}
      </time>
    );
  }
  return (
    <time dateTime={date.toISOString()}>
      {dates.gregorian(date)} <span className="quiet">· {dates.hijri(date)}</span>{' '}
      <span className="nowrap">{dates.time(date)}</span>
    </time>
  );
}

/** Machine text: ids, addresses, hashes. It keeps its own direction whatever surrounds it. */
export function Code({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className="code">
      {harmless(children)}
    </bdi>
  );
}

/** Shows bidi controls and other invisible characters, which could make text look like another, as what they are. */
export const harmless = (text: string): string =>
  text.replaceAll(/(?![\t\n])[\p{Cc}\p{Cf}]/gu, (character) => {
    return `⟨${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
