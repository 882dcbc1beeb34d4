// Holds the layout to ARCHITECTURE.md: packages stay free of Node, dependencies point down only.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const problems = [];

for (const file of globSync('packages/*/src/**/*.ts')) {
  // A package may offer Node-only entries under src/node/; its root entry runs in a browser.
  if (file.endsWith('.test.ts') || file.includes('/src/node/') || file.includes('/src/testing/')) continue;
  const text = readFileSync(file, 'utf8');
  if (/from ['"]node:/.test(text))
    problems.push(`${file}: a package does no I/O; move what imports node: to src/node/`);
  if (/from ['"](\.\.\/)+apps\//.test(text)) problems.push(`${file}: a package imports from apps/`);
}

for (const file of globSync('apps/hub/src/{alliance,intel,infrastructure,response,innovation,foresight}/**/*.ts')) {
  const feature = file.split('/')[3];
  for (const [, target] of readFileSync(file, 'utf8').matchAll(/from ['"]((?:\.\.?\/)+[^'"]+)['"]/g)) {
    const reached = join(dirname(file), target).split('/')[3];
    if (reached !== feature && /^(alliance|intel|infrastructure|response|innovation|foresight)$/.test(reached)) {
      if (!target.endsWith(`/${reached}/index.ts`)) problems.push(`${file}: reaches into ${reached}; use its index.ts`);
    }
  }
}

for (const file of globSync('{packages,apps}/*/src/**/*.{ts,tsx}')) {
  if (/\/(utils?|helpers?|misc)\.tsx?$/.test(file)) problems.push(`${file}: name it after what it does`);
  if (/^export \* from/m.test(readFileSync(file, 'utf8'))) problems.push(`${file}: export names one by one`);
}

for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);
