import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { generateNation } from '../nation/nation.ts';
import { loadGoodRows, loadNetwork } from './load-network.ts';
import { RowSplitter } from './row-splitter.ts';

/** What a splitter makes of a text that comes in pieces. */
function takenApart(text: string, size: number): unknown {
  const splitter = new RowSplitter(['assets', 'links']);
  const tables: Record<string, unknown[]> = {};
  for (let at = 0; at < text.length; at += size) {
    for (const { table, rows } of splitter.feed(text.slice(at, at + size))) (tables[table] ??= []).push(...rows);
  }
  const frame = JSON.parse(splitter.end()) as Record<string, unknown>;
  return { ...frame, ...tables };
}

test('whatever is in the rows and wherever the text is cut, the object comes out whole', () => {
  const rows = fc.array(fc.jsonValue(), { maxLength: 4 });
  const object = fc.record({
    name: fc.string(),
    assets: rows,
    'a"s\\': fc.jsonValue(),
    links: rows,
    deep: fc.record({ assets: rows }),
  });
  fc.assert(
    fc.property(object, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2), (value, size, indent) => {
      const text = JSON.stringify(value, null, indent);
      assert.deepEqual(takenApart(text, size), JSON.parse(text));
    }),
    { numRuns: 2000 },
  );
});

function written(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-cascade-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'network.json');
  writeFileSync(path, text);
  return path;
}

test('a network of several chunks is loaded as it was', async (t) => {
  const network = generateNation({ assets: 4000, seed: 1, flow: true });
  const text = JSON.stringify(network);
  assert.ok(text.length > 2 ** 21);
  const loaded = await loadNetwork(written(t, text));
  assert.ok(loaded.ok);
  assert.deepEqual(loaded.value, network);
});

test('what is no JSON or no network is said', async (t) => {
  const codes = async (text: string): Promise<string[]> => {
    const result = await loadNetwork(written(t, text));
    return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path}`);
  };
  assert.deepEqual(await codes('{"assets": [{"id": 1}, {]}'), ['not-json ']);
  assert.deepEqual(await codes('{"assets": ['), ['not-json ']);
  assert.deepEqual(await codes('[]'), ['not-object ']);
  assert.deepEqual(
    await codes('{"services": [{"id": "p", "unit": "MW", "sharing": "flow"}], "assets": [{"id": "a", "kind": 7}]}'),
    ['not-text assets/0/kind'],
  );
});

test('good rows are kept beside bad ones', async (t) => {
  const services = [{ id: 'p', unit: 'MW', sharing: 'flow' }];
  const path = written(t, JSON.stringify({ services, assets: [{ id: 'a', kind: 'x' }, { id: 'b' }] }));
  const result = await loadGoodRows(path);
  assert.ok(result.ok);
  assert.deepEqual(
    [result.value.network.assets.length, result.value.issues.map(({ path: at }) => at)],
    [1, ['assets/1']],
  );
});
