import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const folder = new URL('../dist/readme/', import.meta.url);

for (const [index, [, code = '']] of [...readme.matchAll(/```ts\n([^]*?)```/g)].entries()) {
  test(`example ${index + 1} of the README does what it says`, async (t) => {
    // Within the package, so that the example imports what a reader would.
    mkdirSync(folder, { recursive: true });
    const file = new URL(`example-${index + 1}.ts`, folder);
    writeFileSync(file, code);
    t.after(() => rmSync(file));
    await import(fileURLToPath(file));
  });
}
