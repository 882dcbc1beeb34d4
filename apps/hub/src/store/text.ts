import type { StixObject } from '@sanad/stix';

const told = [
  'name',
  'names',
  'description',
  'aliases',
  'labels',
  'abstract',
  'content',
  'explanation',
  'opinion',
  'contact_information',
  'goals',
  'sectors',
  'value',
  'path',
  'subject',
  'display_name',
  'user_id',
  'account_login',
  'statement',
  'summary',
  'title',
  'x_mitre_aliases',
  'pattern',
  'external_references',
  'external_id',
  'source_name',
  'city',
  'region',
  'country',
  'administrative_area',
  'contents',
  'purpose',
  'duties',
  'key',
  'cpe',
  'swid',
  'vendor',
  'product',
];

/** The words by which people would look for an object, at most 64 kB of them. */
export function textOf(object: StixObject): string {
  const words: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string') words.push(value);
    else if (Array.isArray(value)) for (const one of value) visit(one);
    else if (value && typeof value === 'object') {
      for (const [name, one] of Object.entries(value)) if (told.includes(name) || name.length === 2) visit(one);
    }
  };
  for (const name of told) visit(object[name]);
  return words.join(' \n').slice(0, 65_536);
}
