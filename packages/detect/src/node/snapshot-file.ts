import { closeSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import type { Result } from '@sanad/result';
import { failure, ok } from '@sanad/result';
import type { SharedIndicators } from '../engine/options.ts';
import { tableFromParts, tableToParts } from '../table/serialise.ts';

/** Writes indicators to a file, whole or not at all, so that the next start need not take them in again. */
export function saveIndicators(path: string, indicators: SharedIndicators): void {
  const patterns = new TextEncoder().encode(JSON.stringify(indicators.patterns));
  const length = new Uint8Array(Uint32Array.of(patterns.length).buffer);
  const descriptor = openSync(`${path}.new`, 'w');
  try {
    for (const part of [length, patterns, ...tableToParts(indicators.table)])
      for (let at = 0; at < part.length;) at += writeSync(descriptor, part, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${path}.new`, path);
}

/** Reads what {@link saveIndicators} wrote; a file that is missing, cut off or of another version is an issue. */
export function loadIndicators(path: string): Result<SharedIndicators> {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return failure({ code: 'no-snapshot', path: '', message: 'There is no snapshot to read.' });
  }
  const read = (target: Uint8Array): boolean => {
    let filled = 0;
    while (filled < target.length) {
      const got = readSync(descriptor, target, filled, target.length - filled, null);
      if (got === 0) return false;
      filled += got;
    }
    return true;
  };
  try {
    const length = new Uint32Array(1);
    if (!read(new Uint8Array(length.buffer)) || (length[0] as number) > 1 << 30) return cutOff;
    const text = new Uint8Array(length[0] as number);
    if (!read(text)) return cutOff;
    const patterns = JSON.parse(new TextDecoder().decode(text)) as SharedIndicators['patterns'];
    const table = tableFromParts(read);
    return table.ok ? ok({ table: table.value, patterns }) : table;
  } catch {
    return cutOff;
  } finally {
    closeSync(descriptor);
  }
}

const cutOff = failure({ code: 'bad-snapshot', path: '', message: 'The snapshot is damaged.' });
