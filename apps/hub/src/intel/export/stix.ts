import { randomUUID } from 'node:crypto';
import type { Format } from './writer.ts';

/** A STIX bundle of everything that was asked for, in the order in which the hub got it. */
export const stix: Format = {
  mediaType: 'application/stix+json; version=2.1',
  extension: 'json',
  writer: () => {
    let first = true;
    return {
      head: `{"type":"bundle","id":"bundle--${randomUUID()}","objects":[`,
      write({ text }) {
        const separator = first ? '\n' : ',\n';
        first = false;
        return separator + text;
      },
      tail: '\n]}\n',
    };
  },
};
