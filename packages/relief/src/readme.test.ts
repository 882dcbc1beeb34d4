import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
// Within the package, so that an example imports what a reader of it would.
const folder = new URL('../dist/readme/', import.meta.url);

for (const [index, [, example = '']] of [...readme.matchAll(/```ts\n([^]*?)```/g)].entries()) {
  test(`example ${index + 1} of the README runs and its assertions hold`, async () => {
    mkdirSync(folder, { recursive: true });
    const file = new URL(`example-${index + 1}.ts`, folder);
    writeFileSync(file, example);
    await import(file.href);
  });
}
