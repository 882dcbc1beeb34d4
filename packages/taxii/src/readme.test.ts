import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { basicAuthorization, createTaxiiHandler, TaxiiClient, TaxiiError } from '@sanad/taxii';
import { createMemoryBackend } from '@sanad/taxii/testing';

test('the examples of the README run', async () => {
  const log: unknown[] = [];
  // #region serve
  const backend = createMemoryBackend({
    roots: ['energy'],
    users: [{ name: 'alice', password: 'secret' }],
    collections: [
      {
        root: 'energy',
        id: '91a7b528-80eb-42ed-a74d-c6fbd5a26116',
        alias: 'warnings',
        title: 'Warnings',
        readers: ['alice'],
        writers: ['alice'],
      },
    ],
  });
  const handler = createTaxiiHandler(backend, { onError: console.error });
  // #endregion

  // #region share
  const client = new TaxiiClient({
    url: 'https://hub.example/taxii2/',
    authorization: basicAuthorization('alice', 'secret'),
    fetch: (url, init) => handler(new Request(url, init)), // leave this out to go over the network
  });
  const [root] = await client.roots();
  const warnings = await client.collection(root!, 'warnings');

  const report = await client.add(warnings, [
    {
      type: 'ipv4-addr',
      spec_version: '2.1',
      id: 'ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd',
      value: '198.51.100.3',
    },
  ]);
  log.push(report.succeeded); // 1

  for await (const { items, resume } of client.objects(warnings, { match: { type: ['ipv4-addr'] } })) {
    log.push(items[0]?.value); // 198.51.100.3
    log.push(JSON.stringify(resume)); // keep it: the next walk with { resume } begins here
  }
  // #endregion

  // #region errors
  try {
    await client.object(warnings, 'ipv4-addr--00000000-0000-5000-8000-000000000000');
  } catch (error) {
    if (error instanceof TaxiiError) log.push(error.status, error.taxii?.title); // 404 Not found
  }
  // #endregion
  assert.deepEqual([log[0], log[1], log[3], log[4]], [1, '198.51.100.3', 404, 'Not found']);
  assert.match(String(log[2]), /^\{"addedLast":".*Z","addedAfter":".*Z"\}$/);
});

test('and they are what stands there', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  const regions = [...source.matchAll(/^ {2}\/\/ #region (\w+)\n(.*?)^ {2}\/\/ #endregion/gms)];
  assert.equal(regions.length, 3);
  for (const [, name, code = ''] of regions) {
    const shown = code.replaceAll(/^ {2}/gm, '').replaceAll('log.push(', 'console.log(');
    assert.ok(readme.includes('```ts\n' + shown + '```'), `${name}\n${shown}`);
  }
});
