import type { StixPlace } from '../mapping/mapping.ts';
import type { Extractor } from '../mapping/extractor.ts';
import { Key } from '../observable/key.ts';
import { formatValue, writeValue } from '../observable/normalise.ts';
import { typeOf } from '../observable/type.ts';
import type { ObservableType } from '../observable/type.ts';

type StixProperties = Record<string, unknown>;

const HASH_NAMES: Readonly<Partial<Record<ObservableType, string>>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  imphash: 'IMPHASH',
};
const VALUE_OBJECTS: Readonly<Partial<Record<ObservableType, string>>> = {
  ipv4: 'ipv4-addr',
  ipv6: 'ipv6-addr',
  domain: 'domain-name',
  url: 'url',
  email: 'email-addr',
  mac: 'mac-addr',
};
/** The type of the object that an observable makes. */
const objectTypeOf = (type: ObservableType): string =>
  VALUE_OBJECTS[type] ?? (type === 'certificate' ? 'x509-certificate' : 'file');
const VALUE_TYPES = [...Object.values(VALUE_OBJECTS), 'x509-certificate', 'file'];
/** Short names of registry hives as logs write them (STIX 2.1 §6.17 wants them in full). */
const HIVES: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKU: 'HKEY_USERS',
  HKCR: 'HKEY_CLASSES_ROOT',
};
/** Objects of one event beyond which the rest is left out. */
const MAX_OBJECTS = 256;

/** An `observed-data` with its objects inside, as pattern matching reads it. */
export interface EventObservation {
  readonly observation: {
    readonly type: 'observed-data';
    readonly id: string;
    readonly first_observed: string;
    readonly last_observed: string;
    readonly number_observed: 1;
    readonly objects: Readonly<Record<string, StixProperties>>;
  };
  /** Types of its objects. */
  readonly types: ReadonlySet<string>;
}

/** Builds the STIX observation of an event: its observables, and the fields that mappings give a place in STIX. */
export class ObservationBuilder {
  readonly #extractor: Extractor;
  readonly #harmless: (key: Key) => boolean;
  readonly #key: Key;
  #objects: Record<string, StixProperties> = {};
  #byValue = new Map<string, string>();
  #single = new Map<string, StixProperties>();
  #count = 0;
  #wanted: ReadonlySet<string> = new Set();

  /** Values that `harmless` knows stay out of the observation, so that no pattern can match on them. */
  constructor(extractor: Extractor, harmless: (key: Key) => boolean) {
    this.#extractor = extractor;
    this.#harmless = harmless;
    this.#key = new Key(extractor.key.seed);
  }

  /** The observation with the objects of the wanted types, and those that they refer to. */
  build(event: Readonly<Record<string, unknown>>, at: number, wanted: ReadonlySet<string>): EventObservation {
    this.#wanted = wanted;
    this.#objects = {};
    this.#byValue = new Map();
    this.#single = new Map();
    this.#count = 0;
    if (VALUE_TYPES.some((type) => wanted.has(type))) this.#extractor.run(event, () => this.#observable());
    this.#extractor.places(event, (use, value) => {
      if (use.stix !== undefined) this.#place(use.stix, value);
    });
    const when = new Date(at).toISOString();
    return {
      observation: {
        type: 'observed-data',
        id: 'observed-data--event',
        first_observed: when,
        last_observed: when,
        number_observed: 1,
        objects: this.#objects,
      },
      types: new Set(Object.values(this.#objects).map((object) => String(object['type']))),
    };
  }

  #add(properties: StixProperties): string {
    const name = String(this.#count++);
    if (this.#count <= MAX_OBJECTS) this.#objects[name] = properties;
    return name;
  }

  /** The only object of its type in the event, made when first needed. */
  #one(type: string, name: string): StixProperties {
    const known = this.#single.get(name);
    if (known !== undefined) return known;
    const made: StixProperties = { type };
    this.#single.set(name, made);
    this.#add(made);
    return made;
  }

  #observable(): void {
    const key = this.#extractor.key;
    const type = typeOf(key.type);
    if (!this.#wanted.has(objectTypeOf(type)) || this.#harmless(key)) return;
    const value = formatValue(key.bytes.subarray(0, key.length));
    const hash = HASH_NAMES[type];
    if (hash !== undefined) {
      const file = this.#one('file', 'file');
      file['hashes'] = { ...(file['hashes'] as StixProperties | undefined), [hash]: value };
    } else if (type === 'certificate') {
      const certificate = this.#one('x509-certificate', 'x509-certificate');
      const name = value.length === 40 ? 'SHA-1' : value.length === 64 ? 'SHA-256' : 'MD5';
      certificate['hashes'] = { ...(certificate['hashes'] as StixProperties | undefined), [name]: value };
    } else if (type === 'file-name') this.#fileName(value);
    else this.#valueObject(type, value);
  }

  #fileName(name: string): void {
    if (this.#byValue.has(`file ${name}`)) return;
    this.#byValue.set(`file ${name}`, this.#add({ type: 'file', name }));
  }

  #valueObject(type: ObservableType, value: string): string | undefined {
    const objectType = VALUE_OBJECTS[type];
    if (objectType === undefined) return undefined;
    const known = this.#byValue.get(`${type} ${value}`);
    if (known !== undefined) return known;
    const name = this.#add({ type: objectType, value });
    this.#byValue.set(`${type} ${value}`, name);
    return name;
  }

  /** Puts a value where a path such as `process:parent_ref.image_ref.name` says. */
  #place({ type, steps }: StixPlace, given: unknown): void {
    if (!this.#wanted.has(type) || (typeof given !== 'string' && typeof given !== 'number')) return;
    let owner = this.#one(type, type);
    let at = type;
    for (const [index, step] of steps.entries()) {
      if (index === steps.length - 1) owner[step] = placedValue(step, given);
      else if (step.endsWith('_ref')) {
        if (steps[index + 1] === 'value') {
          const referred = this.#refer(String(given));
          if (referred !== undefined) owner[step] = referred;
          return;
        }
        at += `.${step}`;
        const below = this.#one(step === 'image_ref' ? 'file' : 'process', at);
        owner[step] ??= Object.keys(this.#objects).find((name) => this.#objects[name] === below);
        owner = below;
      } else {
        owner[step] ??= {};
        owner = owner[step] as StixProperties;
      }
    }
  }

  /** The object of the address or name that is referred to. */
  #refer(text: string): string | undefined {
    for (const type of ['ipv4', 'email', 'domain'] as const) {
      if (!writeValue(this.#key, type, text)) continue;
      if (this.#harmless(this.#key)) return undefined;
      return this.#valueObject(typeOf(this.#key.type), formatValue(this.#key.bytes.subarray(0, this.#key.length)));
    }
    return undefined;
  }
}

function placedValue(property: string, given: string | number): string | number {
  if (typeof given === 'number') return given;
  if (/(?:port|pid)$/.test(property) && /^\d+$/.test(given)) return Number(given);
  if (property === 'name') return given.replace(/^.*[\\/]/s, '');
  if (property === 'key') return given.replace(/^(HK(?:LM|CU|U|CR))(?=\\)/, (hive) => HIVES[hive] ?? hive);
  return given;
}
