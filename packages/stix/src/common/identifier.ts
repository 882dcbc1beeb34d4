import { failure, ok, type Result } from '@sanad/result';

/** An id in its parts. */
export interface Identifier {
  readonly type: string;
  readonly uuid: string;
  /** The version of RFC 4122 that the UUID says it is: 1 to 5. */
  readonly version: number;
}

/** What a type may be called: STIX 2.1 §3.1 and §11.2. */
export const isTypeName = (text: string): boolean =>
  text.length >= 3 && text.length <= 250 && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(text);

/** What a property may be called: STIX 2.1 §3.1 and §11.1; `id` is the one shorter name. */
export const isPropertyName = (text: string): boolean => /^[a-z][a-z0-9_]{2,249}$/.test(text) || text === 'id';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Where the `--` before the UUID of an id stands, or -1 if the text is no id (STIX 2.1 §2.9). */
export function uuidStart(text: string): number {
  const at = text.length - 38;
  return at > 0 && text.startsWith('--', at) && UUID.test(text.slice(at + 2)) ? at : -1;
}

/** The version digit of the UUID at the end of a valid id. */
export const uuidVersion = (id: string): number => id.charCodeAt(id.length - 22) - 48;

/** Reads an id: a type name, `--` and an RFC 4122 UUID. */
export function parseIdentifier(text: string): Result<Identifier> {
  const at = uuidStart(text);
  const type = text.slice(0, Math.max(at, 0));
  if (at < 0 || !isTypeName(type)) {
    return failure({
      code: 'bad-identifier',
      path: '',
      message: `${JSON.stringify(text)} is not an identifier of the form object-type--UUID`,
      spec: 'STIX 2.1 §2.9',
    });
  }
  return ok({ type, uuid: text.slice(at + 2), version: uuidVersion(text) });
}

/** A fresh random id for an object of a type: UUIDv4, as for domain, relationship and meta objects. */
export const newIdentifier = (type: string): string => `${type}--${crypto.randomUUID()}`;
