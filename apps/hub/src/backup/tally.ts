import { createHash } from 'node:crypto';
import type { TableContents } from './archive.ts';

/** Counts what goes by of a table's data. In the text format of COPY a line is a row: breaks within values are escaped. */
export function createTally(): { add(bytes: Uint8Array): void; total(): TableContents } {
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  return {
    add(chunk) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
    },
    total: () => ({ rows, bytes, sha256: hash.digest('hex') }),
  };
}
