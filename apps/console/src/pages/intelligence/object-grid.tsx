import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Tlp } from '../../design/surfaces.tsx';
import type { Party, Stored } from '../../hub/answers.ts';
import { useLanguage } from '../../language/language.tsx';
import { harmless, Moment } from '../../language/moment.tsx';
import { nameOf } from './name-of.ts';

const rowHeight = 48;
const ahead = 100;

/** Objects in rows, of which only those in view exist in the page: as smooth with a hundred thousand as with ten. */
export function ObjectGrid({
  rows,
  total,
  parties,
  more,
}: {
  rows: readonly Stored[];
  total: number;
  parties: readonly Party[];
  more: () => void;
}) {
  const { t } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no React Compiler is used, which this rule speaks for
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last > rows.length - ahead) more();
  }, [last, rows.length, more]);

  return (
    <div className="grid-frame" role="table" aria-label={t('go.intelligence')} aria-rowcount={total + 1}>
      <div role="rowgroup">
        <div className="grid-row grid-head" role="row" aria-rowindex={1}>
          {(['type', 'title', 'source', 'level', 'arrived'] as const).map((name) => (
            <span key={name} role="columnheader">
              {t(`intelligence.${name}`)}
            </span>
          ))}
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls has to be reached by keys */}
      <div className="grid-body" ref={frame} role="rowgroup" tabIndex={0}>
        <div role="presentation" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
          {shown.map(({ index, start }) => {
            const one = rows[index];
            return one && <Row key={one.added} one={one} index={index} start={start} parties={parties} />;
          })}
        </div>
      </div>
    </div>
  );
}

function Row({ one, index, start, parties }: { one: Stored; index: number; start: number; parties: readonly Party[] }) {
  const { t, term, named } = useLanguage();
  const owner = parties.find((party) => party.id === one.owner);
  return (
    <div className="grid-row" role="row" aria-rowindex={index + 2} style={{ transform: `translateY(${start}px)` }}>
      <span role="cell" className="quiet">
        {term('type', one.object.type)}
      </span>
      <span role="cell">
        <Link to="/intelligence/$id" params={{ id: one.object.id }}>
          <bdi>{harmless(nameOf(one.object) ?? t('object.unnamed'))}</bdi>
        </Link>
      </span>
      <span role="cell">
        <bdi>{owner ? named(owner) : '—'}</bdi>
      </span>
      <span role="cell">
        <Tlp level={one.level} />
      </span>
      <span role="cell" className="quiet">
        <Moment at={one.added / 1000} short />
      </span>
    </div>
  );
}
