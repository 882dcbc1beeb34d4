import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), compressed()],
  resolve: { conditions: ['@sanad/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:4747' } },
});

/** Leaves a Brotli copy beside each text file, so that the hub compresses nothing while it serves. */
function compressed() {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle: ({ dir }) => {
      for (const name of readdirSync(dir, { recursive: true })) {
        const path = join(dir, String(name));
        if (/\.(js|css|html|svg)$/.test(path)) writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
      }
    },
  };
}
