/** Any STIX object: the properties that code relies on are named, the rest is as the object's type says. */
export interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly spec_version?: string;
  readonly created_by_ref?: string;
  readonly created?: string;
  readonly modified?: string;
  readonly revoked?: boolean;
  readonly labels?: readonly string[];
  readonly confidence?: number;
  readonly lang?: string;
  readonly external_references?: readonly ExternalReference[];
  readonly object_marking_refs?: readonly string[];
  readonly granular_markings?: readonly GranularMarking[];
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [property: string]: unknown;
}

/** A collection of objects that travel together: STIX 2.1 §8. */
export interface Bundle {
  readonly type: 'bundle';
  readonly id: string;
  readonly objects?: readonly StixObject[];
  readonly [property: string]: unknown;
}

/** A pointer to something outside STIX: STIX 2.1 §2.5. */
export interface ExternalReference {
  readonly source_name: string;
  readonly description?: string;
  readonly url?: string;
  readonly hashes?: Readonly<Record<string, string>>;
  readonly external_id?: string;
}

/** A marking, or the language, of parts of an object: STIX 2.1 §7.2.3. */
export interface GranularMarking {
  readonly selectors: readonly string[];
  readonly marking_ref?: string;
  readonly lang?: string;
}

/** Tells a bundle from an object. */
export const isBundle = (value: StixObject | Bundle): value is Bundle => value.type === 'bundle';
