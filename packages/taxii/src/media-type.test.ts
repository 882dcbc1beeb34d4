import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptsTaxii, isTaxiiContent } from './media-type.ts';

test('the most specific range decides, whatever the order', () => {
  for (const [accept, accepted] of [
    [null, true],
    ['', true],
    [' ', true],
    ['*/*;q=0', false],
    ['*/*;q=0, application/*', true],
    ['application/*;q=0.0, */*;q=1', false],
    ['application/taxii+json;q=0, application/taxii+json;version=2.1', true],
    ['application/taxii+json;version=2.1;q=0, application/taxii+json', false],
    ['application/taxii+json;version=2.0, application/taxii+json;version=2.1;q=0.001', true],
    ['application/taxii+json;version=2.0, */*;q=0.1', true],
    ['application/taxii+json ; VERSION="2.1" ; Q=0.3', true],
    ['application/taxii+json;version="2.\\1"', true],
    ['text/html;title="a, application/taxii+json"', false],
    ['application/taxii+json;version="2.1', false],
    ['nonsense', false],
    [';;,,=', false],
  ] as const) {
    assert.equal(acceptsTaxii(accept), accepted, String(accept));
  }
});

test('content has one type, of this version', () => {
  for (const [type, taxii] of [
    [null, false],
    ['', false],
    ['application/taxii+json', true],
    ['  Application/Taxii+Json ;\tversion = "2.1" ', true],
    ['application/taxii+json;version=2.10', false],
    ['application/taxii+json, application/json', false],
    ['application/*', false],
  ] as const) {
    assert.equal(isTaxiiContent(type), taxii, String(type));
  }
});

test('spelling changes nothing: case, spaces, quotes, other parameters and other ranges', () => {
  const space = fc.constantFrom('', ' ', '\t', '  ');
  const cased = (text: string) =>
    fc
      .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
      .map((upper) => Array.from(text, (letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(''));
  const version = fc.constantFrom('2.1', '"2.1"');
  const other = fc.constantFrom('', ';charset=utf-8', ';x="a;b,c"', ';flag');
  const neighbours = fc.constantFrom('', 'text/html,', 'application/json;q=0.9,');
  fc.assert(
    fc.property(
      fc.tuple(neighbours, cased('application/taxii+json'), space, cased('version'), space, version, other),
      ([before, type, gap, name, gap2, value, extra]) => {
        const media = `${type}${gap};${gap}${name}${gap2}=${gap2}${value}${extra}`;
        assert.ok(isTaxiiContent(media), media);
        assert.ok(acceptsTaxii(before + media), media);
        assert.ok(!acceptsTaxii(`${before}${media};q=0`), media);
      },
    ),
  );
});

test('no header makes the parsers throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z/*+;=,". 0-9]{0,40}$/), (any, likely) => {
      for (const header of [any, likely]) {
        assert.equal(typeof acceptsTaxii(header), 'boolean');
        assert.equal(typeof isTaxiiContent(header), 'boolean');
      }
    }),
  );
});
