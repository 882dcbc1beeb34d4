import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importNetwork, type Mapping, type Network } from '@sanad/cascade';

const shared = process.env['SANAD_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/** A published network by its mapping file; undefined where SANAD_SHARED does not have it. */
export function publishedNetwork(name: 'shelby-extended' | 'rts-gmlc'): Network | undefined {
  const folder = join(shared, 'data', 'infrastructure', name);
  if (!existsSync(folder)) return undefined;
  const file = fileURLToPath(import.meta.resolve(`@sanad/cascade/mappings/${name}.json`));
  const mapping: Mapping = JSON.parse(readFileSync(file, 'utf8'));
  const texts = mapping.tables.map(({ file: table }) => [table, readFileSync(join(folder, table), 'utf8')] as const);
  const result = importNetwork(new Map(texts), mapping);
  if (!result.ok || result.value.issues.length > 0)
    throw new Error(`${name} does not import: ${JSON.stringify(result)}`);
  return result.value.network;
}
