import { failure, ok, type Result } from '@sanad/result';
import { MalformedBytes, packed, packedDeltas, ProtobufReader } from './protobuf.ts';
import type { RoadWay } from './road-graph.ts';
import { roadFromTags } from './road-tags.ts';

/** The most a block may hold, by the format. */
const MOST_BYTES = 32 * 1024 * 1024;
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes', 'HistoricalInformation']);

/**
 * Reads the roads of an OpenStreetMap extract (`.osm.pbf`): ways that vehicles may use, with their nodes' ids as names
 * of points. Blocks are read twice, ways before nodes, so that only the nodes of roads are kept. Ways of which the
 * extract lacks a node are cut there.
 */
export async function readRoadsOsmPbf(file: Uint8Array): Promise<Result<RoadWay[]>> {
  try {
    const ways: { id: number; refs: number[]; road: Omit<RoadWay, 'id' | 'points' | 'names'> }[] = [];
    const places = new Map<number, readonly [number, number] | undefined>();
    for await (const block of blocksOf(file)) {
      for (const { id, refs, tags } of waysIn(block)) {
        const road = roadFromTags(tags);
        if (!road) continue;
        ways.push({ id, refs, road });
        for (const ref of refs) places.set(ref, undefined);
      }
    }
    for await (const block of blocksOf(file)) {
      for (const [id, place] of nodesIn(block)) if (places.has(id)) places.set(id, place);
    }
    const roads: RoadWay[] = [];
    for (const { id, refs, road } of ways) {
      let names: string[] = [];
      let points: (readonly [number, number])[] = [];
      const finish = (): void => {
        if (points.length > 1) roads.push({ id: String(id), points, names, ...road });
        names = [];
        points = [];
      };
      for (const ref of refs) {
        const place = places.get(ref);
        if (!place) {
          finish();
          continue;
        }
        names.push(String(ref));
        points.push(place);
      }
      finish();
    }
    return ok(roads);
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return failure({
      code: 'bad-pbf',
      path: '',
      message: `The OpenStreetMap extract can't be read: ${error.message}.`,
    });
  }
}

/** The uncompressed data blocks of a file. */
async function* blocksOf(file: Uint8Array): AsyncGenerator<Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let at = 0;
  while (at < file.length) {
    if (at + 4 > file.length) throw new MalformedBytes('it ends within the length of a block');
    const length = view.getUint32(at);
    const header = new ProtobufReader(slice(file, at + 4, length));
    let type = '';
    let size = 0;
    while (header.next()) {
      if (header.field === 1) type = new TextDecoder().decode(header.bytes());
      else if (header.field === 3) size = header.varint();
      else header.skip();
    }
    const blob = slice(file, at + 4 + length, size);
    at += 4 + length + size;
    if (type === 'OSMHeader') checkFeatures(await inflated(blob));
    else if (type === 'OSMData') yield await inflated(blob);
  }
}

function slice(file: Uint8Array, from: number, length: number): Uint8Array {
  if (length > MOST_BYTES || from + length > file.length) throw new MalformedBytes('it ends within a block');
  return file.subarray(from, from + length);
}

async function inflated(blob: Uint8Array): Promise<Uint8Array> {
  const reader = new ProtobufReader(blob);
  let size = 0;
  while (reader.next()) {
    if (reader.field === 1) return reader.bytes();
    if (reader.field === 2) size = reader.varint();
    else if (reader.field === 3) {
      if (size > MOST_BYTES) throw new MalformedBytes('a block is larger than the format allows');
      return inflate(reader.bytes(), size);
    } else throw new MalformedBytes('a block is compressed in a way other than zlib');
  }
  throw new MalformedBytes('a block is empty');
}

/** Inflates zlib data that says how large it is, and stops where there is more. */
async function inflate(data: Uint8Array, size: number): Promise<Uint8Array> {
  const stream = new Blob([data as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate'));
  const result = new Uint8Array(size);
  let filled = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      if (filled + chunk.length > size) break;
      result.set(chunk, filled);
      filled += chunk.length;
    }
  } catch {
    throw new MalformedBytes('a block is not zlib data');
  }
  if (filled !== size) throw new MalformedBytes('a block has another size than it says');
  return result;
}

function checkFeatures(header: Uint8Array): void {
  const reader = new ProtobufReader(header);
  while (reader.next()) {
    if (reader.field !== 4) {
      reader.skip();
      continue;
    }
    const feature = new TextDecoder().decode(reader.bytes());
    if (!KNOWN_FEATURES.has(feature)) throw new MalformedBytes(`it needs the feature ${feature}`);
  }
}

interface Way {
  readonly id: number;
  readonly refs: number[];
  readonly tags: Record<string, string>;
}

function* waysIn(block: Uint8Array): Generator<Way> {
  const strings: string[] = [];
  for (const [field, bytes] of messagesIn(block)) {
    if (field === 1) {
      for (const [, text] of messagesIn(bytes)) strings.push(new TextDecoder().decode(text));
    } else if (field === 2) {
      for (const [kind, way] of messagesIn(bytes)) if (kind === 3) yield wayOf(way, strings);
    }
  }
}

function wayOf(bytes: Uint8Array, strings: readonly string[]): Way {
  const reader = new ProtobufReader(bytes);
  let id = 0;
  let keys: number[] = [];
  let values: number[] = [];
  let refs: number[] = [];
  while (reader.next()) {
    if (reader.field === 1) id = reader.varint();
    else if (reader.field === 2) keys = packed(reader.bytes());
    else if (reader.field === 3) values = packed(reader.bytes());
    else if (reader.field === 8) refs = packedDeltas(reader.bytes());
    else reader.skip();
  }
  const tags = Object.fromEntries(keys.map((key, index) => [strings[key] ?? '', strings[values[index] ?? 0] ?? '']));
  return { id, refs, tags };
}

type Place = readonly [number, number];

function* nodesIn(block: Uint8Array): Generator<readonly [number, Place]> {
  const reader = new ProtobufReader(block);
  const groups: Uint8Array[] = [];
  let granularity = 100;
  let latOffset = 0;
  let lonOffset = 0;
  while (reader.next()) {
    if (reader.field === 2) groups.push(reader.bytes());
    else if (reader.field === 17) granularity = reader.varint();
    else if (reader.field === 19) latOffset = twosComplement(reader.varint());
    else if (reader.field === 20) lonOffset = twosComplement(reader.varint());
    else reader.skip();
  }
  const place = (lon: number, lat: number): Place => [
    (lonOffset + granularity * lon) / 1e9,
    (latOffset + granularity * lat) / 1e9,
  ];
  for (const group of groups) {
    for (const [kind, bytes] of messagesIn(group)) {
      if (kind === 1) yield nodeOf(bytes, place);
      else if (kind === 2) yield* denseNodes(bytes, place);
    }
  }
}

function nodeOf(bytes: Uint8Array, place: (lon: number, lat: number) => Place): readonly [number, Place] {
  const reader = new ProtobufReader(bytes);
  const read = { id: 0, lat: 0, lon: 0 };
  while (reader.next()) {
    if (reader.field === 1) read.id = reader.signed();
    else if (reader.field === 8) read.lat = reader.signed();
    else if (reader.field === 9) read.lon = reader.signed();
    else reader.skip();
  }
  return [read.id, place(read.lon, read.lat)];
}

function* denseNodes(
  bytes: Uint8Array,
  place: (lon: number, lat: number) => Place,
): Generator<readonly [number, Place]> {
  const lists = new Map(messagesIn(bytes));
  const empty = new Uint8Array(0);
  const [ids, lats, lons] = [1, 8, 9].map((field) => packedDeltas(lists.get(field) ?? empty));
  for (const [index, id] of ids!.entries()) yield [id, place(lons![index] ?? 0, lats![index] ?? 0)];
}

/** The fields of a message that hold bytes, in order; numbers are left out. */
function* messagesIn(bytes: Uint8Array): Generator<readonly [field: number, bytes: Uint8Array]> {
  const reader = new ProtobufReader(bytes);
  while (reader.next()) {
    if (reader.holdsBytes) yield [reader.field, reader.bytes()];
    else reader.skip();
  }
}

/** Offsets are plain int64: a negative one comes as its two's complement. */
function twosComplement(value: number): number {
  return value >= 2 ** 63 ? value - 2 ** 64 : value;
}
