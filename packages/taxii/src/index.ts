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
export type { DeleteMatch, Match, ObjectQuery, VersionMatch } from './server/query.ts';
