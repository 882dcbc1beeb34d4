/** What a server offers (TAXII 2.1 §4.1.1). */
export interface Discovery {
  readonly title: string;
  readonly description?: string;
  readonly contact?: string;
  /** One of `api_roots`. */
  readonly default?: string;
  /** Absolute URLs, or paths that begin with `/`. */
  readonly api_roots?: readonly string[];
}

/** A group of collections and what the server takes for them (TAXII 2.1 §4.2.1). */
export interface ApiRoot {
  readonly title: string;
  readonly description?: string;
  /** Media types that the root speaks. */
  readonly versions: readonly string[];
  /** Longest request body in bytes, above 0. */
  readonly max_content_length: number;
}

/** A collection with the rights of whoever asked (TAXII 2.1 §5.2.1). */
export interface Collection {
  /** A UUID. */
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  /** A readable name that stands in URLs for the id; unique in the API root. */
  readonly alias?: string;
  readonly can_read: boolean;
  readonly can_write: boolean;
  /** Media types of the objects in it, STIX 2.1 when left out. */
  readonly media_types?: readonly string[];
}

/** What became, or is still to become, of the objects of one POST (TAXII 2.1 §4.3.1). */
export interface Status {
  /** A UUID. */
  readonly id: string;
  readonly status: 'complete' | 'pending';
  /** TAXII timestamp. */
  readonly request_timestamp?: string;
  readonly total_count: number;
  readonly success_count: number;
  readonly successes?: readonly StatusDetails[];
  readonly failure_count: number;
  readonly failures?: readonly StatusDetails[];
  readonly pending_count: number;
  readonly pendings?: readonly StatusDetails[];
}

/** What became of one object (TAXII 2.1 §4.3.1). */
export interface StatusDetails {
  /** The object's STIX id, or any name for what has none. */
  readonly id: string;
  /** `modified`, else `created`, else whatever the server calls this version. */
  readonly version: string;
  readonly message?: string;
}

/** One object version in a manifest (TAXII 2.1 §5.3.1). */
export interface ManifestRecord {
  readonly id: string;
  /** TAXII timestamp. */
  readonly date_added: string;
  readonly version: string;
  readonly media_type?: string;
}

/** Why a request was refused (TAXII 2.1 §3.6.1). */
export interface ErrorMessage {
  readonly title: string;
  readonly description?: string;
  readonly error_id?: string;
  readonly error_code?: string;
  /** The status code as a string. */
  readonly http_status?: string;
  readonly external_details?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The media type of every TAXII 2.1 message. */
export const TAXII_MEDIA_TYPE = 'application/taxii+json;version=2.1';

/** The media type of STIX 2.1 objects. */
export const STIX_MEDIA_TYPE = 'application/stix+json;version=2.1';
