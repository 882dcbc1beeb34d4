import { TLP_2_EXTENSION } from '../specification/known-extensions.ts';
import type { StixObject } from '../common/stix-object.ts';

/** The levels of the Traffic Light Protocol 2.0, from the freest to the strictest. */
export const TLP_LEVELS = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const;

/** A level of the Traffic Light Protocol 2.0. */
export type TlpLevel = (typeof TLP_LEVELS)[number];

const version2 = (level: TlpLevel, uuid: string): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: `marking-definition--${uuid}`,
  created: '2022-10-01T00:00:00.000Z',
  name: level,
  extensions: { [TLP_2_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: level.slice(4).toLowerCase() } },
});

const version1 = (name: string, uuid: string): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: `marking-definition--${uuid}`,
  created: '2017-01-20T00:00:00.000Z',
  definition_type: 'tlp',
  name,
  definition: { tlp: name.slice(4).toLowerCase() },
});

/** The marking definitions of TLP 2.0 by level. */
export const TLP: Readonly<Record<TlpLevel, StixObject>> = {
  'TLP:CLEAR': version2('TLP:CLEAR', '94868c89-83c2-464b-929b-a1a8aa3c8487'),
  'TLP:GREEN': version2('TLP:GREEN', 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb'),
  'TLP:AMBER': version2('TLP:AMBER', '55d920b0-5e8b-4f79-9ee9-91f868d9b421'),
  'TLP:AMBER+STRICT': version2('TLP:AMBER+STRICT', '939a9414-2ddd-4d32-a0cd-375ea402b003'),
  'TLP:RED': version2('TLP:RED', 'e828b379-4e03-4974-9ac4-e53a884c97c1'),
};

/** The marking definitions of TLP 1, the only `tlp` markings that may exist: STIX 2.1 §7.2.1.4. */
export const TLP_1: Readonly<Record<'TLP:WHITE' | 'TLP:GREEN' | 'TLP:AMBER' | 'TLP:RED', StixObject>> = {
  'TLP:WHITE': version1('TLP:WHITE', '613f2e26-407d-48c7-9eca-b8e91df99dc9'),
  'TLP:GREEN': version1('TLP:GREEN', '34098fce-860f-48ae-8e50-ebd3cc5e41da'),
  'TLP:AMBER': version1('TLP:AMBER', 'f88d31f6-486f-44da-b317-01333bde0b82'),
  'TLP:RED': version1('TLP:RED', '5e57c739-391a-4eb3-b6be-7d15ca92d5ed'),
};

/** OpenCTI had AMBER+STRICT before TLP 2.0 was in STIX, under an id of its own. */
const OPENCTI_AMBER_STRICT = 'marking-definition--826578e1-40ad-459f-bc73-ede076f81f37';

const levels: ReadonlyMap<string, TlpLevel> = new Map([
  ...TLP_LEVELS.map((level) => [TLP[level].id, level] as const),
  [TLP_1['TLP:WHITE'].id, 'TLP:CLEAR'],
  [TLP_1['TLP:GREEN'].id, 'TLP:GREEN'],
  [TLP_1['TLP:AMBER'].id, 'TLP:AMBER'],
  [TLP_1['TLP:RED'].id, 'TLP:RED'],
  [OPENCTI_AMBER_STRICT, 'TLP:AMBER+STRICT'],
]);

const names: ReadonlyMap<string, TlpLevel> = new Map([
  ['CLEAR', 'TLP:CLEAR'],
  ['WHITE', 'TLP:CLEAR'],
  ['GREEN', 'TLP:GREEN'],
  ['AMBER', 'TLP:AMBER'],
  ['AMBERSTRICT', 'TLP:AMBER+STRICT'],
  ['RED', 'TLP:RED'],
]);

/**
 * The level that a marking's id or name stands for, in any case and spelling (`tlp: amber + strict`, `TLP_WHITE`), or
 * undefined if it is not known: then nobody but its creator may be shown what it marks.
 */
export function normaliseMarking(id: string): TlpLevel | undefined {
  const known = levels.get(id.trim().toLowerCase());
  if (known || id.length > 40) return known;
  const name = /^\s*(?:TLP\s*[:_ -]?)?\s*([A-Z]+)\s*(?:[+_ -]?\s*(STRICT))?\s*$/i.exec(id);
  return name ? names.get(`${name[1]}${name[2] ?? ''}`.toUpperCase()) : undefined;
}

/** The level of a marking definition: by its id, or else by what its TLP 2.0 extension says. */
export function tlpOf(marking: StixObject): TlpLevel | undefined {
  const known = normaliseMarking(marking.id);
  if (known) return known;
  const said = marking.extensions?.[TLP_2_EXTENSION]?.['tlp_2_0'];
  return typeof said === 'string' ? names.get(said.toUpperCase().replace('+', '')) : undefined;
}
