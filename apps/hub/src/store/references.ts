import type { StixObject } from '@sanad/stix';

const id = /^[a-z0-9-]+--[0-9a-f-]{36}$/;

/** The objects that an object refers to, with the property by which it does; markings are not among them. */
export function referencesOf(object: StixObject): { target: string; property: string }[] {
  const found = new Map<string, { target: string; property: string }>();
  const visit = (value: unknown, property: string): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, property);
    else if (value && typeof value === 'object') for (const [name, one] of Object.entries(value)) visit(one, name);
    else if (typeof value === 'string' && /_refs?$/.test(property) && id.test(value)) {
      if (!value.startsWith('marking-definition--')) found.set(`${property} ${value}`, { target: value, property });
    }
  };
  visit(object, '');
  return [...found.values()];
}
