import { deterministicId } from '../deterministic-id.ts';

/** Whether a text has the form of a UUID. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** An id from MISP's own uuid, or one that follows from what the thing tells. */
export const idOf = (type: string, uuid: string | undefined, ...words: readonly string[]): string =>
  uuid !== undefined && isUuid(uuid) ? `${type}--${uuid.toLowerCase()}` : deterministicId(type, 'misp', ...words);
