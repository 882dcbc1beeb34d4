import type { Issue } from '@sanad/result';
import { isUuid } from './id.ts';

/** A MISP event, what its JSON tells that is of use here. */
export interface MispEvent {
  readonly uuid: string;
  readonly info: string;
  readonly date: string;
  /** Seconds since 1970; 0 when it is not told. */
  readonly timestamp: number;
  readonly published: number;
  readonly author: { readonly uuid: string; readonly name: string };
  readonly tags: readonly string[];
  readonly attributes: readonly MispAttribute[];
  readonly objects: readonly MispObject[];
  readonly reports: readonly { uuid: string; name: string; content: string; timestamp: number }[];
}

/** One value of an event. */
export interface MispAttribute {
  /** Where it stands in the event. */
  readonly place: string;
  readonly uuid: string;
  readonly type: string;
  readonly value: string;
  readonly comment: string;
  readonly toIds: boolean;
  readonly deleted: boolean;
  readonly timestamp: number;
  readonly firstSeen: string;
  /** What it is to its object. */
  readonly relation: string;
  readonly tags: readonly string[];
  /** As it came. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Values that belong together. */
export interface MispObject {
  readonly uuid: string;
  readonly name: string;
  readonly comment: string;
  readonly deleted: boolean;
  readonly timestamp: number;
  readonly attributes: readonly MispAttribute[];
}

/** What of an event can't be read. */
export interface Unreadable {
  readonly place: string;
  readonly issue: Issue;
}

/** Reads an event; undefined when it is none. An attribute that can't be read is told to `refuse` and left out. */
export function parseEvent(value: unknown, refuse: (unreadable: Unreadable) => void): MispEvent | undefined {
  const event = record(value);
  const uuid = text(event['uuid']);
  if (!isUuid(uuid) || typeof event['info'] !== 'string') return undefined;
  const attributes = (given: unknown, below: string): MispAttribute[] =>
    list(given).flatMap((one, index) => {
      const read = parseAttribute(record(one), `${below}Attribute/${index}`);
      if ('issue' in read) refuse(read);
      return 'issue' in read ? [] : [read];
    });
  const author = record(event['Orgc']);
  return {
    uuid,
    info: event['info'],
    date: text(event['date']),
    timestamp: seconds(event['timestamp']),
    published: seconds(event['publish_timestamp']),
    author: { uuid: text(author['uuid']), name: text(author['name']) },
    tags: tags(event['Tag']),
    attributes: attributes(event['Attribute'], ''),
    objects: list(event['Object'])
      .map(record)
      .map((object, index) => ({
        uuid: text(object['uuid']),
        name: text(object['name']),
        comment: text(object['comment']),
        deleted: object['deleted'] === true,
        timestamp: seconds(object['timestamp']),
        attributes: attributes(object['Attribute'], `Object/${index}/`),
      })),
    reports: list(event['EventReport'])
      .map(record)
      .filter((one) => one['deleted'] !== true && text(one['content']) !== '')
      .map((one) => ({
        uuid: text(one['uuid']),
        name: text(one['name']),
        content: text(one['content']),
        timestamp: seconds(one['timestamp']),
      })),
  };
}

function parseAttribute(raw: Record<string, unknown>, place: string): MispAttribute | Unreadable {
  const [type, value] = [text(raw['type']), text(raw['value'])];
  if (type === '' || value === '') {
    return {
      place,
      issue: { code: 'misp-attribute', path: place, message: 'An attribute has a type and a value, both texts.' },
    };
  }
  return {
    place,
    uuid: text(raw['uuid']),
    type,
    value,
    comment: text(raw['comment']),
    toIds: raw['to_ids'] === true,
    deleted: raw['deleted'] === true,
    timestamp: seconds(raw['timestamp']),
    firstSeen: text(raw['first_seen']),
    relation: text(raw['object_relation']),
    tags: tags(raw['Tag']),
    raw,
  };
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const tags = (value: unknown): string[] =>
  list(value)
    .map((one) => text(record(one)['name']))
    .filter(Boolean);

/** Seconds that a Date can hold, or 0. */
function seconds(value: unknown): number {
  const number = Number(typeof value === 'string' || typeof value === 'number' ? value : 0);
  return Number.isFinite(number) && number > 0 && number < 8e12 ? number : 0;
}
