export {
  STIX_MEDIA_TYPE,
  TAXII_MEDIA_TYPE,
  type ApiRoot,
  type Collection,
  type Discovery,
  type ErrorMessage,
  type ManifestRecord,
  type Status,
  type StatusDetails,
} from './resources.ts';
export { canonicalTimestamp, formatTimestamp, parseTimestamp, type Microseconds } from './timestamp.ts';
export { createTaxiiHandler, type TaxiiHandlerOptions } from './server/handler.ts';
export type {
  ApiRootInformation,
  Authentication,
  DiscoveryInformation,
  ManifestEntry,
  ManifestPage,
  ObjectPage,
  Position,
  TaxiiBackend,
} from './server/backend.ts';
export { TaxiiRefusal } from './server/refusal.ts';
export type { DeleteMatch, Match, ObjectQuery, VersionMatch } from './server/query.ts';
export { TaxiiError, type TaxiiErrorFacts, type TaxiiErrorKind } from './client/taxii-error.ts';
export { basicAuthorization, type TransportOptions } from './client/transport.ts';
export type { MatchFilters, Page, ResumePoint, WalkOptions } from './client/walk.ts';
export {
  TaxiiClient,
  type AddOptions,
  type AddProgress,
  type AddReport,
  type ApiRootAt,
  type CollectionAt,
  type TaxiiClientOptions,
} from './client/taxii-client.ts';
