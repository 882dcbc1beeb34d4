import type { Issue } from '@sanad/result';

/** A STIX object on its way in, before anybody has judged it. */
export interface Draft {
  type: string;
  id: string;
  [property: string]: unknown;
}

/** One thing that a reader found in a file, and where. */
export type Found =
  /** An object to hand to the hub. */
  | { readonly kind: 'object'; readonly place: string; readonly object: Draft; readonly made?: Made }
  /** Something that is wrong. */
  | { readonly kind: 'refused'; readonly place: string; readonly id?: string; readonly issues: readonly Issue[] }
  /** Something that has no counterpart in STIX: it is kept in another object as it came, and listed. */
  | { readonly kind: 'kept'; readonly place: string; readonly what: string };

/**
 * Says that an object was made out of another format, under an id that follows from what it tells. When the hub holds it
 * with the same content it stays as it is; when the content changed, it is a new version of this moment.
 */
export interface Made {
  /** When the source changed, as a STIX timestamp. */
  readonly changed: string;
  /** Properties that the source does not tell and the import set to its own moment. */
  readonly ours?: readonly string[];
}
