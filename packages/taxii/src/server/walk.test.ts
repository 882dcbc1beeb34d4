import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asker, createFixture, indicator, pathOf, posted } from '../testing/fixture.ts';
import { createTaxiiHandler } from './handler.ts';

interface Page {
  readonly more?: boolean;
  readonly next?: string;
  readonly objects?: readonly { readonly id: string; readonly modified: string }[];
}

const steps = fc.array(
  fc.record({
    write: fc.array(fc.nat(30), { maxLength: 6 }),
    limit: fc.integer({ min: 1, max: 5 }),
    retry: fc.boolean(),
    restart: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

for (const version of ['all', 'last']) {
  test(`a walk of ${version} versions while others write, with retries and restarts, loses and repeats nothing, and ends`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(25), steps, async (before, walk) => {
        const { ask, backend } = createFixture();
        let client = ask;
        const written: string[] = [];
        const write = async (numbers: readonly number[]) => {
          // Every write is a new version, of an old object or a new one.
          const objects = numbers.map((number, index) =>
            indicator(number, new Date(Date.UTC(2026, 1, 1) + written.length + index).toISOString()),
          );
          written.push(...objects.map(nameOf));
          if (objects.length > 0) await ask(pathOf('both', 'objects/'), posted(...objects));
        };
        await write(Array.from({ length: before }, (_, index) => index));

        const seen: string[] = [];
        let next: string | undefined;
        let step = 0;
        for (let page: Page = { more: true }; page.more === true; step += 1) {
          assert.ok(step <= before + 12 * 6 + 1, 'the walk ends');
          const { write: numbers = [], limit = 5, retry = false, restart = false } = walk[step] ?? {};
          // What is written before the last page is read belongs to the walk.
          await write(numbers);
          if (restart) client = asker(createTaxiiHandler(backend));
          const path = pathOf(
            'both',
            `objects/?match[version]=${version}&limit=${limit}${next ? `&next=${next}` : ''}`,
          );
          if (retry) await client(path);
          page = (await client(path)).body as Page;
          seen.push(...(page.objects ?? []).map(nameOf));
          next = page.next;
        }
        assert.equal(new Set(seen).size, seen.length, 'nothing twice');
        // Who reads the last versions may meet one that is replaced later in the walk, and then meets its successor too.
        const wanted = version === 'all' ? written : lastOf(written);
        assert.deepEqual(
          wanted.filter((name) => !seen.includes(name)),
          [],
          'nothing lost',
        );
      }),
      { numRuns: 60 },
    );
  });
}

const nameOf = ({ id, modified }: { id: string; modified: string }): string => `${id} ${modified}`;

const lastOf = (names: readonly string[]): string[] => [
  ...new Map(names.map((name) => [name.split(' ')[0], name])).values(),
];
