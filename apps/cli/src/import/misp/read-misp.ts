import type { Issue } from '@sanad/result';
import type { Found } from '../found.ts';
import { readElements } from '../read-stix.ts';
import { convertEvent } from './convert-event.ts';
import { parseEvent, type Unreadable } from './event.ts';

/** An event is read whole; the longest that is taken, in bytes. */
const longestEvent = 256 * 1024 * 1024;

/** Reads MISP events: one, or the answer of a search, an event at a time. */
export async function* readMisp(input: AsyncIterable<Uint8Array>): AsyncGenerator<Found, void, undefined> {
  for await (const { place, value, issues } of readElements(input, { list: 'response', longest: longestEvent })) {
    if (issues) {
      yield { kind: 'refused', place, issues };
      continue;
    }
    const refused: Unreadable[] = [];
    const event = parseEvent((value as { Event?: unknown } | null)?.Event, (one) => refused.push(one));
    if (event) yield* convertEvent(event);
    else yield { kind: 'refused', place, issues: [noEvent] };
    for (const one of refused) yield { kind: 'refused', place: one.place, issues: [one.issue] };
  }
}

const noEvent: Issue = { code: 'no-misp-event', path: 'Event', message: 'A MISP event has a uuid and an info.' };
