import { domainObjects, relationshipObjects } from './domain-objects.ts';
import { hostObservables } from './host-observables.ts';
import type { Category, TypeDefinition } from './kind.ts';
import { bundle, metaObjects } from './meta-objects.ts';
import { networkObservables } from './network-observables.ts';

/** Every type of object that STIX 2.1 defines, by name. */
export const typeDefinitions: ReadonlyMap<string, TypeDefinition> = new Map(
  [...domainObjects, ...relationshipObjects, ...hostObservables, ...networkObservables, ...metaObjects, bundle].map(
    (definition) => [definition.type, definition],
  ),
);

/** The names of all types that STIX 2.1 defines, the bundle last. */
export const objectTypes: readonly string[] = [...typeDefinitions.keys()];

/** The category of a type that STIX 2.1 defines, or undefined for a custom one and for a bundle. */
export function categoryOf(type: string): Category | undefined {
  const category = typeDefinitions.get(type)?.category;
  return category === 'bundle' ? undefined : category;
}
