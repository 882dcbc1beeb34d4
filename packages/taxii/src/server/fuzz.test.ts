import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { COLLECTION, createFixture, indicator, pathOf, posted } from '../testing/fixture.ts';
import { parseEnvelope } from './envelope.ts';
import { matchRoute, type Route } from './route.ts';

test('no request at all gets a 5xx or an answer that is no TAXII', async () => {
  const { ask, faults } = createFixture({ maxContentLength: 400 });
  await ask(pathOf('both', 'objects/'), posted(indicator(1)));
  const name = fc.constantFrom(
    'main',
    'collections',
    'status',
    'manifest',
    'objects',
    'versions',
    'both',
    indicator(1).id,
  );
  const segment = fc.oneof({ weight: 4, arbitrary: name }, fc.string({ unit: 'binary' }).map(encodeLoosely));
  const path = fc
    .array(segment, { maxLength: 6 })
    .map((parts) => `/taxii2/${parts.map((part) => `${part}/`).join('')}`);
  const key = fc.constantFrom('limit', 'next', 'added_after', 'match[id]', 'match[version]', 'match[type]', 'x');
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('all', '1', '2026-01-01T00:00:00Z', 'indicator'),
  );
  const method = fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'DELETE', 'PUT', 'OPTIONS');
  const accept = fc.constantFrom('*/*', 'application/taxii+json', ';', '"', 'text/html');
  const body = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.json().map((json) => `{"objects":[${json}]}`),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.record({ path, query: fc.array(fc.tuple(key, text), { maxLength: 3 }), method, accept, body }),
      async ({ path: place, query, method: verb, accept: media, body: content }) => {
        const init = { method: verb, headers: { accept: media }, ...(verb === 'POST' && { body: content }) };
        const { status, headers, text: answer } = await ask(`${place}?${new URLSearchParams(query).toString()}`, init);
        assert.ok(status < 500, `${status} ${answer}`);
        assert.equal(headers.get('content-type'), 'application/taxii+json;version=2.1');
        assert.ok(
          status < 400 || verb === 'HEAD' || typeof (JSON.parse(answer) as { title: unknown }).title === 'string',
        );
      },
    ),
    { numRuns: 500 },
  );
  assert.deepEqual(faults, []);
});

test('an envelope comes back as it was, and no bytes make reading it throw', () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.uint8Array(), fc.nat(), (objects, noise, at) => {
      const text = JSON.stringify({ objects });
      assert.deepEqual(parseEnvelope(encode(text)), {
        ok: true,
        value: JSON.parse(JSON.stringify(objects)) as unknown,
      });
      const bytes = encode(text);
      bytes.set(noise.slice(0, bytes.length), at % bytes.length > bytes.length - noise.length ? 0 : at % bytes.length);
      for (const damaged of [bytes, noise]) {
        const result = parseEnvelope(damaged);
        assert.ok(result.ok || result.issues.length > 0);
      }
    }),
  );
});

test('any name in a path comes back from its route', () => {
  // oxlint-disable-next-line no-control-regex -- what no name may hold
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\u0000-\u001f\u007f]/.test(text));
  fc.assert(
    fc.property(name, name, name, (root, collectionId, objectId) => {
      const [r, c, o] = [root, collectionId, objectId].map(encodeURIComponent);
      assert.deepEqual(matchRoute('/taxii2/', `/taxii2/${r}/collections/${c}/objects/${o}/versions/`), {
        endpoint: 'versions',
        root,
        collectionId,
        objectId,
      } satisfies Route);
      assert.deepEqual(matchRoute('/taxii2/', `/taxii2/${r}/`), { endpoint: 'api-root', root });
    }),
  );
  assert.equal(matchRoute('/taxii2/', `/taxii2/main/collections/${COLLECTION.both}`), undefined);
});

/** As a careless client does: slashes and percent signs stay. */
const encodeLoosely = (text: string): string => text.replaceAll(/[^\w%./-]/g, '_');
