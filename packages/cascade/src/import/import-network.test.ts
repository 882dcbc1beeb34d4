import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Network } from '../model/network.ts';
import { simulate } from '../simulate/simulate.ts';
import { importNetwork } from './import-network.ts';

const mapping = {
  extent: [46, 24, 47, 25],
  services: [
    { id: 'power', unit: 'MW', sharing: 'logical' },
    { id: 'water', unit: 'm3/h', sharing: 'logical' },
  ],
  tables: [
    {
      file: 'sites.csv',
      assets: {
        id: '{id}',
        name: '{name}',
        kind: '{kind}',
        position: [{ number: '{lon}' }, { number: '{lat}' }],
        demands: [
          { service: 'water', amount: { number: '{water}', part: 'positive' }, people: { number: '{people}' } },
        ],
      },
    },
    {
      file: 'needs.csv',
      gather: true,
      dependencies: {
        asset: '{site}',
        service: 'power',
        type: 'physical',
        on: ['{from}'],
        rule: 'any',
        autonomyHours: { number: '{hours}' },
      },
    },
  ],
};

const sites = `id,name,kind,lon,lat,water,people
S1,"Substation ""One""",substation,46.1,24.1,N/A,
S2,"Two,
on two lines",substation,46.2,24.2,0,
P1,Pump,pump,46.3,24.3,120,4000
X1,,store,N/A,N/A,,
`;

test('fills templates from CSV, leaves out what is missing, gathers alternatives', () => {
  const needs = 'site,from,hours\r\nP1,S1,4\r\nP1,S2,4\r\n';
  const result = importNetwork(new Map(Object.entries({ 'sites.csv': sites, 'needs.csv': needs })), mapping);
  assert.ok(result.ok);
  assert.deepEqual(result.value.issues, []);
  const { assets, dependencies } = result.value.network;
  assert.deepEqual(assets, [
    { id: 'S1', name: 'Substation "One"', kind: 'substation', position: [46.1, 24.1], demands: [] },
    { id: 'S2', name: 'Two,\non two lines', kind: 'substation', position: [46.2, 24.2], demands: [] },
    {
      id: 'P1',
      name: 'Pump',
      kind: 'pump',
      position: [46.3, 24.3],
      demands: [{ service: 'water', amount: 120, people: 4000 }],
    },
    { id: 'X1', kind: 'store', demands: [] },
  ]);
  assert.deepEqual(dependencies, [
    { asset: 'P1', service: 'power', type: 'physical', on: ['S1', 'S2'], rule: 'any', autonomyHours: 4 },
  ]);
});

test('issues name file, line and column, and the good rows are kept', () => {
  const bad = `${sites}P2,Pump,pump,24.4,46.4,10,1\nP3,Pump,pump,46.4,24.4,ten,1\nP4,Pump,pump\nP5,Pump,pump,46.4,24.4,10,-1\n`;
  const needs = 'site,from,hours\nP1,S9,4\nP1,S2,-4\n';
  const result = importNetwork(new Map(Object.entries({ 'sites.csv': bad, 'needs.csv': needs })), mapping);
  assert.ok(result.ok);
  assert.deepEqual(result.value.issues.map(({ code, path }) => `${code} ${path}`).toSorted(), [
    'coordinates-swapped sites.csv/7/lon',
    'negative needs.csv/3/hours',
    'negative sites.csv/10/people',
    'not-number sites.csv/8/water',
    'unknown-asset needs.csv/2/from',
    'wrong-width sites.csv/9',
  ]);
  assert.equal(result.value.network.assets.length, 4);
});

test('reads GeoJSON features, a polygon at its middle', () => {
  const features = [
    {
      type: 'Feature',
      id: 'A',
      properties: { kind: 'hospital' },
      geometry: { type: 'Point', coordinates: [46.5, 24.5] },
    },
    {
      type: 'Feature',
      id: 'B',
      properties: { kind: 'depot' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [46, 24],
            [46.2, 24],
            [46.2, 24.2],
            [46, 24.2],
          ],
        ],
      },
    },
  ];
  const table = {
    file: 'a.geojson',
    assets: { id: '{@id}', kind: '{kind}', position: [{ number: '{@longitude}' }, { number: '{@latitude}' }] },
  };
  const text = JSON.stringify({ type: 'FeatureCollection', features });
  const result = importNetwork(new Map([['a.geojson', text]]), { services: mapping.services, tables: [table] });
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.network.assets.map(({ id, position }) => [id, position?.map((part) => Number(part.toFixed(6)))]),
    [
      ['A', [46.5, 24.5]],
      ['B', [46.1, 24.1]],
    ],
  );
});

test('a wrong mapping, a missing file and a broken file are said', () => {
  const codes = (files: Record<string, string>, by: unknown): string[] => {
    const result = importNetwork(new Map(Object.entries(files)), by);
    return (result.ok ? result.value.issues : result.issues).map(({ code, path }) => `${code} ${path}`);
  };
  assert.deepEqual(codes({}, mapping), ['no-file sites.csv']);
  assert.deepEqual(codes({}, { services: mapping.services, tables: [{ fill: 'x' }] }), [
    'missing tables/0',
    'unknown-property tables/0/fill',
  ]);
  const table = { file: 'a.csv', assets: { id: '{nr}', kind: 'x' } };
  assert.deepEqual(codes({ 'a.csv': 'id\n1\n' }, { services: mapping.services, tables: [table] }), [
    'unknown-column a.csv/2/nr',
  ]);
  assert.deepEqual(codes({ 'a.csv': 'id\n"1\n' }, { services: mapping.services, tables: [table] }), [
    'open-quote a.csv/2',
  ]);
});

const shared = process.env['SANAD_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url));

/** A published network, imported by its mapping file; undefined where the shared data is missing. */
function published(name: string): Network | undefined {
  const folder = join(shared, 'data', 'infrastructure', name);
  if (!existsSync(folder)) return undefined;
  const by = JSON.parse(readFileSync(new URL(`../../mappings/${name}.json`, import.meta.url), 'utf8'));
  const names = by.tables.map((table: { file: string }) => table.file) as string[];
  const result = importNetwork(new Map(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')])), by);
  assert.ok(result.ok);
  assert.deepEqual(result.value.issues, []);
  return result.value.network;
}

test('Shelby County imports whole', (t) => {
  const network = published('shelby-extended');
  if (!network) return t.skip('SANAD_SHARED has no infrastructure/shelby-extended');
  assert.equal(network.assets.length, 75 + 49 + 16 + 27);
  assert.equal(network.links?.length, 93 + 71 + 17 + 36);
  assert.equal(
    network.dependencies?.reduce((sum, { on }) => sum + (on?.length ?? 0), 0),
    73,
  );
  const outcome = simulate(network, { events: [{ kind: 'outage', target: 'Power-2', at: 0, until: 24 }] });
  assert.ok(outcome.unserved.populationHours > 0);
});

test('RTS-GMLC imports whole', (t) => {
  const network = published('rts-gmlc');
  if (!network) return t.skip('SANAD_SHARED has no infrastructure/rts-gmlc');
  assert.equal(network.assets.length, 73 + 158);
  assert.equal(network.links?.length, 158 + 120 + 1);
  const outcome = simulate(network, { events: [{ kind: 'outage', target: 'bus-106', at: 0, until: 24 }] });
  assert.ok((outcome.byService['power']?.demandHours['power'] ?? 0) > 0);
});
