import { createHash, randomUUID } from 'node:crypto';
import type { StixObject } from '@sanad/stix';

/** Sanad's own object types and what each holds; each is declared by a STIX extension-definition. */
export const sanadTypes = {
  'x-sanad-agreement': 'An agreement: parties, term, what may be shared, for which use, who owes what',
  'x-sanad-community': 'A group of parties that an agreement creates: a sector, a region, a purpose',
} as const;
export type SanadType = keyof typeof sanadTypes;

/** The id of the extension-definition of a type: the same on every hub. */
export function extensionId(type: SanadType): string {
  const digest = createHash('sha1')
    .update(Buffer.from('2f1c9b1e7d6a4f0f8a1f5f6f0b5d5a4e', 'hex'))
    .update(type)
    .digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return `extension-definition--${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** A new id of a type. */
export const newId = (type: string): string => `${type}--${randomUUID()}`;

/** An object of one of Sanad's types, or a new version of it when it was `created` before. */
export function sanadObject(
  type: SanadType,
  properties: { id: string; created: Date; created_by_ref: string } & Record<string, unknown>,
): StixObject {
  const { created, ...rest } = properties;
  return {
    type,
    spec_version: '2.1',
    ...rest,
    created: created.toISOString(),
    modified: new Date().toISOString(),
    extensions: { [extensionId(type)]: { extension_type: 'new-sdo' } },
  };
}

/** The extension-definitions of all of Sanad's types, as created by the hub's party at a moment. */
export function extensionDefinitions(createdBy: string, created: Date): StixObject[] {
  return (Object.keys(sanadTypes) as SanadType[]).map((type) => ({
    type: 'extension-definition',
    spec_version: '2.1',
    id: extensionId(type),
    created_by_ref: createdBy,
    created: created.toISOString(),
    modified: created.toISOString(),
    name: type,
    description: sanadTypes[type],
    schema: `https://sanad.example/schemas/${type}.json`,
    version: '1.0.0',
    extension_types: ['new-sdo'],
  }));
}
