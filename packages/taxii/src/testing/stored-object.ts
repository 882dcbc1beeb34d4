import type { Position } from '../server/backend.ts';
import { canonicalTimestamp, formatTimestamp } from '../timestamp.ts';

/** One version of an object as the memory backend keeps it. */
export interface StoredObject {
  readonly id: string;
  readonly type: string;
  readonly specVersion: string;
  readonly added: Position;
  /** `modified`, else `created`, else the time at which it was added, as it was written. */
  readonly version: string;
  /** The same as a canonical timestamp, to compare. */
  readonly at: string;
  /** Whether the object says which version it is. */
  readonly versioned: boolean;
  readonly json: string;
}

/** Takes from a STIX object what TAXII filters by, or nothing when it is none. */
export function readObject(value: unknown, added: Position): StoredObject | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, type, modified, created, spec_version: specVersion } = value as Record<string, unknown>;
  if (typeof id !== 'string' || typeof type !== 'string' || !id.startsWith(`${type}--`)) return undefined;
  const claimed = modified ?? created;
  const version = claimed ?? formatTimestamp(added);
  const at = typeof version === 'string' ? canonicalTimestamp(version) : undefined;
  if (typeof version !== 'string' || at === undefined) return undefined;
  return {
    id,
    type,
    added,
    version,
    at,
    versioned: claimed !== undefined,
    // STIX 2.0 had no spec_version on objects; those without timestamps are the cyber-observables of 2.1.
    specVersion: typeof specVersion === 'string' ? specVersion : claimed === undefined ? '2.1' : '2.0',
    json: JSON.stringify(value),
  };
}
