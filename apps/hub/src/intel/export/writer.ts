import type { StixObject } from '@sanad/stix';
import type { Stored } from '../../store/present.ts';
import { inForce, listedValues, type ListedValue } from './listed-values.ts';

/** One object on its way out, as its reader may see it. */
export interface Outgoing {
  readonly text: string;
  readonly row: Stored;
}

/** Writes one file: what stands before, what an object adds, what stands after. */
export interface Writer {
  readonly head: string;
  write(outgoing: Outgoing): string;
  readonly tail: string;
}

/** A format that objects can leave in. */
export interface Format {
  readonly mediaType: string;
  readonly extension: string;
  /** Types of object that it can tell of; all when undefined. */
  readonly types?: readonly string[];
  readonly writer: (now: number) => Writer;
}

/** So many values are remembered to write none twice; a list longer than that may repeat what comes later. */
const mostRemembered = 1_000_000;

/** A writer of values that indicators in force stand for, each once. */
export function valueWriter(
  line: (value: ListedValue, indicator: StixObject, outgoing: Outgoing) => string,
  { head = '', tail = '' }: { head?: string; tail?: string } = {},
): Format['writer'] {
  return (now) => {
    const written = new Set<string>();
    return {
      head,
      tail,
      write(outgoing) {
        const indicator = JSON.parse(outgoing.text) as StixObject;
        if (!inForce(indicator, now)) return '';
        return listedValues(indicator)
          .map((value) => {
            const key = `${value.kind} ${value.value}`;
            if (written.has(key)) return '';
            if (written.size < mostRemembered) written.add(key);
            return line(value, indicator, outgoing);
          })
          .join('');
      },
    };
  };
}
