import type { OpenVocabulary, Vocabulary } from './vocabularies.ts';

/** The form that a value must have, as data; validation compiles it once into a function. */
export type Kind =
  | { readonly kind: 'string' | 'boolean' | 'binary' | 'hex' | 'hashes' | 'anything' }
  | { readonly kind: 'timestamp'; readonly precision?: 'millisecond' | 'second' }
  // Judged by a check of its own, outside the tables.
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'integer' | 'float'; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: 'format'; readonly format: Format }
  | { readonly kind: 'literal'; readonly values: readonly string[] }
  | { readonly kind: 'enumeration'; readonly vocabulary: Vocabulary }
  | { readonly kind: 'vocabulary'; readonly vocabulary: OpenVocabulary }
  | { readonly kind: 'reference'; readonly to: readonly Target[] }
  | { readonly kind: 'list'; readonly of: Kind }
  | { readonly kind: 'dictionary'; readonly values: Kind; readonly keys: DictionaryKeys }
  | { readonly kind: 'either'; readonly of: readonly Kind[] }
  | ObjectKind;

/** An object with named properties inside another object. */
export interface ObjectKind {
  readonly kind: 'object';
  readonly clause: string;
  readonly properties: Properties;
  readonly rules: readonly Rule[];
}

/** Kinds by property name; a required one is wrapped. */
export type Properties = Readonly<Record<string, Kind | RequiredKind>>;

/** A property that must be present. */
export interface RequiredKind {
  readonly required: Kind;
}

/** A string format: those the specification requires, then those it recommends. */
export type Format =
  | 'url'
  | 'email-address'
  | 'domain-name'
  | 'ipv4'
  | 'ipv6'
  | 'mac-address'
  | 'language'
  | 'language-form'
  | 'cpe'
  | 'character-set'
  | 'registry-key'
  | 'reference-url'
  | 'media-type'
  | 'country'
  | 'protocol'
  | 'kill-chain-name'
  | 'process-priority';

/** Which keys a dictionary may have: plain ones SHOULD be lower case, names keep the case of what they name. */
export type DictionaryKeys =
  | 'plain'
  | 'names'
  | 'http-header'
  | 'socket-option'
  | 'pdf-information'
  | 'ipfix'
  | 'language';

/** What a reference may point to: a category of types, or one type by name. */
export type Target = Category | (string & {});

/** The categories of STIX objects: domain, relationship, cyber-observable and meta objects. */
export type Category = 'sdo' | 'sro' | 'sco' | 'smo';

/** A condition over several properties of one object. */
export type Rule =
  | { readonly rule: 'at-least-one'; readonly of: readonly string[]; readonly clause?: string }
  | { readonly rule: 'exactly-one'; readonly of: readonly string[]; readonly clause?: string }
  | { readonly rule: 'not-before'; readonly later: string; readonly earlier: string }
  | { readonly rule: 'after'; readonly later: string; readonly earlier: string }
  | { readonly rule: 'needs'; readonly property: string; readonly is?: unknown; readonly needs: readonly string[] }
  | { readonly rule: 'forbids'; readonly property: string; readonly is?: unknown; readonly forbids: readonly string[] };

/** Everything the specification says of one type of object. */
export interface TypeDefinition {
  readonly type: string;
  readonly category: Category | 'bundle';
  readonly clause: string;
  readonly properties: Properties;
  readonly rules: readonly Rule[];
  /** The predefined extensions of a cyber-observable, by key. */
  readonly extensions?: Readonly<Record<string, ObjectKind>>;
  /** The ID Contributing Properties of a cyber-observable (STIX 2.1 §2.9). */
  readonly identifiedBy?: readonly string[];
}

/** Marks a property as required. */
export const required = (kind: Kind): RequiredKind => ({ required: kind });

/** The kind of a property and whether it is required. */
export const propertyKind = (property: Kind | RequiredKind): { kind: Kind; required: boolean } =>
  'required' in property ? { kind: property.required, required: true } : { kind: property, required: false };

/** A string. */
export const string: Kind = { kind: 'string' };
/** A boolean. */
export const boolean: Kind = { kind: 'boolean' };
/** A timestamp of any precision. */
export const timestamp: Kind = { kind: 'timestamp' };
/** Base64 text. */
export const binary: Kind = { kind: 'binary' };
/** An even number of hexadecimal digits. */
export const hex: Kind = { kind: 'hex' };
/** Hash values by algorithm. */
export const hashes: Kind = { kind: 'hashes' };
/** An integer. */
export const integer: Kind = { kind: 'integer' };
/** An integer of 0 or more. */
export const count: Kind = { kind: 'integer', minimum: 0 };
/** A TCP or UDP port. */
export const port: Kind = { kind: 'integer', minimum: 0, maximum: 65_535 };

/** A string in a format. */
export const format = (name: Format): Kind => ({ kind: 'format', format: name });
/** A non-empty list. */
export const list = (of: Kind): Kind => ({ kind: 'list', of });
/** The id of an object of one of the given types or categories. */
export const reference = (...to: Target[]): Kind => ({ kind: 'reference', to });
/** One of the words of a closed vocabulary. */
export const enumeration = (vocabulary: Vocabulary): Kind => ({ kind: 'enumeration', vocabulary });
/** A word, preferably of an open vocabulary. */
export const vocabulary = (words: OpenVocabulary): Kind => ({ kind: 'vocabulary', vocabulary: words });
/** Values under free keys. */
export const dictionary = (values: Kind, keys: DictionaryKeys = 'plain'): Kind => ({
  kind: 'dictionary',
  values,
  keys,
});
/** An object inside an object. */
export const object = (clause: string, properties: Properties, rules: readonly Rule[] = []): ObjectKind => ({
  kind: 'object',
  clause,
  properties,
  rules,
});
