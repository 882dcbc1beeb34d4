import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutElements, type Cut, type CutOptions } from './cut-elements.ts';

async function cut(text: string | Uint8Array, size = 7, options: CutOptions = {}): Promise<Cut[]> {
  const bytes = Buffer.from(text);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return Array.fromAsync(cutElements(chunks(), options));
}

const texts = (cuts: readonly Cut[]): string[] =>
  cuts.map((one) => (one.kind === 'element' ? one.text : one.issue.code));

test('the elements of `objects` are cut, wherever chunks end and whatever stands around them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(undefined, 2),
      fc.boolean(),
      async (objects, size, indent, first) => {
        const other = { spec_version: '2.1', note: 'a "quoted" ] } [ \\', extra: [{ objects: [1] }] };
        const bundle = first ? { objects, ...other } : { ...other, objects };
        const cuts = await cut(JSON.stringify(bundle, null, indent), size);
        assert.deepEqual(
          texts(cuts).map((text) => JSON.parse(text) as unknown),
          JSON.parse(JSON.stringify(objects)),
        );
      },
    ),
    { numRuns: 100 },
  );
});

test('a top-level list, a lone object, and one object a line are read as well', async () => {
  assert.deepEqual(texts(await cut('[{"a":1}, 2 ,\n{"b":[2]}]')), ['{"a":1}', '2', '{"b":[2]}']);
  assert.deepEqual(texts(await cut('\ufeff{"type":"x","list":["objects"]}')), ['{"type":"x","list":["objects"]}']);
  assert.deepEqual(texts(await cut('{"a":1}\n{"objects":[{"b":2}]}\n{"c":3}\n')), ['{"a":1}', '{"b":2}', '{"c":3}']);
  assert.deepEqual(await cut('  \n'), []);
});

test('each element knows its place and its line', async () => {
  const cuts = await cut('{"objects": [\n{"a": 1},\n\n{"a":\n2}\n]}');
  assert.deepEqual(
    cuts.map(({ index, line }) => [index, line]),
    [
      [0, 2],
      [1, 4],
    ],
  );
});

test('a broken element is cut for its reader to refuse, and those after it are whole', async () => {
  for (const broken of ['{"a":[1,2}', '{"a":1]}', '{"a" "b}\n}', '{"a":"\\u12"}', '{"a":{"b":1]}}']) {
    const cuts = texts(await cut(`{"objects":[{"first":1},${broken},\n{"last":1}]}`));
    assert.equal(cuts[0], '{"first":1}', broken);
    assert.equal(cuts.at(-1), '{"last":1}', broken);
    assert.throws(() => JSON.parse(cuts[1] ?? '') as unknown, broken);
  }
});

test('an element over the limit, bytes that are no UTF-8 and a text cut off are refused, the others are not', async () => {
  const long = `{"objects":[{"a":1},{"b":"${'x'.repeat(100)}"},{"c":1}]}`;
  assert.deepEqual(texts(await cut(long, 9, { longest: 50 })), ['{"a":1}', 'object-too-large', '{"c":1}']);
  const bytes = Buffer.from('{"objects":[{"a":"?"},{"b":1}]}');
  bytes[bytes.indexOf('?')] = 0xff;
  assert.deepEqual(texts(await cut(bytes)), ['not-utf-8', '{"b":1}']);
  assert.deepEqual(texts(await cut('{"objects":[{"a":1},{"b":')), ['{"a":1}', 'text-cut-off']);
});

test('no bytes whatever make it throw, and it holds no more than it was given', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('[', ']', '{', '}', '"', ',', ':', '\\', '\n', ' ', 'a', '1'), { maxLength: 60 }),
      async (letters) => {
        const cuts = await cut(`{"objects":[${letters.join('')}`, 3);
        for (const one of cuts) if (one.kind === 'element') assert.ok(one.text.length <= letters.length);
      },
    ),
    { numRuns: 500 },
  );
});
