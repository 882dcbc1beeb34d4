import type { Format } from './detect-format.ts';
import type { Found } from './found.ts';
import { readMisp } from './misp/read-misp.ts';
import type { Input } from './open-input.ts';
import { readKev } from './read-kev.ts';
import { readStix } from './read-stix.ts';
import { readCsv, readText } from './values/read-values.ts';

/** Reads an input in a format, as a stream; `now` dates what the source doesn't. */
export function readFile(input: Input, format: Format, now: string): AsyncIterable<Found> {
  switch (format) {
    case 'stix':
      return readStix(input.bytes);
    case 'kev':
      return readKev(input.bytes, input.head);
    case 'misp':
      return readMisp(input.bytes);
    case 'csv':
      return readCsv(input.bytes, input.head, now);
    case 'text':
      return readText(input.bytes, now);
  }
}
