import type { ApiRoot, Collection, Discovery, Status, StatusDetails } from '../resources.ts';
import { TaxiiError } from './taxii-error.ts';

/** What a value has to be to be used; what nothing here uses may be anything. */
type Shape<T> = (value: unknown) => value is T;

/** The answer as the resource that was asked for; anything else is an error that names the address. */
export function readResource<T>(url: URL, body: unknown, name: string, shape: Shape<T>): T {
  if (shape(body)) return body;
  throw new TaxiiError(`The answer is no ${name} of TAXII 2.1`, { kind: 'protocol', url: url.href });
}

/** Whether it is a discovery resource. */
export const isDiscovery: Shape<Discovery> = (value): value is Discovery =>
  isObject(value) && isText(value.title) && optional(value.default, isUrl) && optional(value.api_roots, listOf(isUrl));

/** Whether it is an API root. */
export const isApiRoot: Shape<ApiRoot> = (value): value is ApiRoot =>
  isObject(value) && isCount(value.max_content_length);

/** Whether it is a collection. */
export const isCollection: Shape<Collection> = (value): value is Collection => isObject(value) && isText(value.id);

/** Whether it is a list of collections, or an empty object for none. */
export const isCollections: Shape<{ collections?: Collection[] }> = (value): value is { collections?: Collection[] } =>
  isObject(value) && optional(value.collections, listOf(isCollection));

/** Whether it is a status. */
export const isStatus: Shape<Status> = (value): value is Status =>
  isObject(value) &&
  isText(value.id) &&
  (value.status === 'complete' || value.status === 'pending') &&
  [value.success_count, value.failure_count, value.pending_count].every(isCount) &&
  optional(value.failures, listOf(isStatusDetails));

/** Whether it is an object, which a page is whatever lists it has. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isStatusDetails: Shape<StatusDetails> = (value): value is StatusDetails => isObject(value) && isText(value.id);

const isText: Shape<string> = (value): value is string => typeof value === 'string';

const isCount: Shape<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** A URL, or a path on the server that says it. */
const isUrl: Shape<string> = (value): value is string => isText(value) && URL.canParse(value, 'https://server.example');

const optional = (value: unknown, shape: Shape<unknown>): boolean => value === undefined || shape(value);

const listOf =
  <T>(shape: Shape<T>): Shape<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.every(shape);
