import { commonProperties } from './common.ts';
import {
  dictionary,
  enumeration,
  list,
  object,
  reference,
  required,
  string,
  type Kind,
  type Properties,
  type TypeDefinition,
} from './kind.ts';
import { extensionType } from './vocabularies.ts';

const versionTimestamp: Kind = { kind: 'timestamp', precision: 'millisecond' };

const without = (properties: Properties, ...names: string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

/** The definition inside a statement marking: STIX 2.1 §7.2.1.3. */
export const statementDefinition = object('7.2.1.3', { statement: required(string) });

/** The definition inside a TLP 1 marking: STIX 2.1 §7.2.1.4. */
export const tlpDefinition = object('7.2.1.4', {
  tlp: required({ kind: 'literal', values: ['white', 'green', 'amber', 'red'] }),
});

/** The meta objects: STIX 2.1 §7. */
export const metaObjects: readonly TypeDefinition[] = [
  {
    type: 'language-content',
    category: 'smo',
    clause: '7.1',
    properties: {
      ...without(commonProperties, 'lang'),
      object_ref: required(reference('sdo', 'sro', 'smo', 'sco')),
      object_modified: versionTimestamp,
      contents: required(dictionary({ kind: 'anything' }, 'language')),
    },
    rules: [],
  },
  {
    type: 'marking-definition',
    category: 'smo',
    clause: '7.2.1',
    properties: {
      ...without(commonProperties, 'modified', 'revoked', 'labels', 'confidence'),
      name: string,
      definition_type: string,
      // Judged by validation/marking-definition.ts, which knows the definition type.
      definition: { kind: 'elsewhere' },
    },
    rules: [
      { rule: 'at-least-one', of: ['definition', 'extensions'] },
      { rule: 'needs', property: 'definition', needs: ['definition_type'] },
      { rule: 'needs', property: 'definition_type', needs: ['definition'] },
    ],
  },
  {
    type: 'extension-definition',
    category: 'smo',
    clause: '7.3',
    properties: {
      ...without(commonProperties, 'lang', 'confidence'),
      created_by_ref: required(reference('identity')),
      name: required(string),
      description: string,
      schema: required(string),
      version: required(string),
      extension_types: required(list(enumeration(extensionType))),
      extension_properties: list(string),
    },
    rules: [],
  },
];

/** The bundle: STIX 2.1 §8. Its objects are checked one by one by validation/bundle.ts. */
export const bundle: TypeDefinition = {
  type: 'bundle',
  category: 'bundle',
  clause: '8',
  properties: { type: required(string), id: required(string), objects: { kind: 'elsewhere' } },
  rules: [],
};
