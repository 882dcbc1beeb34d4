// A process of its own that serves the memory backend, so that its CPU time is its alone. Prints its address.
import { createTaxiiHandler } from '@sanad/taxii';
import { createMemoryBackend } from '@sanad/taxii/testing';
import { listen } from './node-server.ts';
import { COLLECTION, PASSWORD, USER } from './parties.ts';

const rights = { readers: [USER], writers: [USER] };
const backend = createMemoryBackend({
  roots: ['api1'],
  users: [{ name: USER, password: PASSWORD }],
  collections: [{ root: 'api1', id: COLLECTION, title: 'Peers', ...rights }],
});
const handler = createTaxiiHandler(backend, { onError: console.error });
console.log(`${await listen(handler)}/taxii2/`);
