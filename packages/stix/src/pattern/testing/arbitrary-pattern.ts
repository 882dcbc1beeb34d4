import fc from 'fast-check';
import { parsePattern } from '../parse.ts';
import type { Comparison, ComparisonTest, Literal, ObjectPath, OrderedLiteral, Pattern, Qualifier } from '../tree.ts';

/** The tree of a text that is known to be a valid pattern. */
export function parsed(text: string): Pattern {
  const result = parsePattern(text);
  if (!result.ok) throw new Error(`${text}: ${result.issues[0]?.message}`);
  return result.value;
}

/** The same tree with every offset 0, so that trees from different texts can be compared. */
export function withoutOffsets<Tree>(tree: Tree): Tree {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'offset' ? 0 : value))) as Tree;
}

const offset = fc.constant(0);
const name = fc.oneof(fc.constantFrom('value', 'name', 'ref', 'AND', 'has-hyphen', "it's", '*'), fc.string());
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const timestamp = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const orderedLiteral: fc.Arbitrary<OrderedLiteral> = fc.oneof(
  fc.record({ kind: fc.constant('string' as const), value: fc.string({ unit: 'binary' }) }),
  fc.record({ kind: fc.constant('integer' as const), value: fc.maxSafeInteger() }),
  fc.record({ kind: fc.constant('float' as const), value: number }),
  fc.record({ kind: fc.constant('timestamp' as const), value: timestamp }),
  fc.record({ kind: fc.constant('hex' as const), value: fc.constantFrom('', '00', 'fFd8') }),
  fc.record({ kind: fc.constant('binary' as const), value: fc.constantFrom('AA==', 'AQI=', 'dGVz') }),
);
const boolean = fc.record({ kind: fc.constant('boolean' as const), value: fc.boolean() });
const literal: fc.Arbitrary<Literal> = fc.oneof(orderedLiteral, boolean);

const path: fc.Arbitrary<ObjectPath> = fc.record({
  objectType: fc.constantFrom('file', 'ipv4-addr', 'x_custom', 'a-'),
  steps: fc
    .tuple(
      fc.record({ kind: fc.constant('key' as const), name }),
      fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('key' as const), name }),
          fc.record({ kind: fc.constant('index' as const), index: fc.oneof(fc.constant('*' as const), fc.nat()) }),
        ),
        { maxLength: 3 },
      ),
    )
    .map(([first, rest]) => [first, ...rest]),
});

const shared = { kind: fc.constant('test' as const), path, negated: fc.boolean(), offset };
const test: fc.Arbitrary<ComparisonTest> = fc.oneof(
  fc.record({ ...shared, operator: fc.constantFrom('=' as const, '!=' as const), value: literal }),
  fc.record({
    ...shared,
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    value: orderedLiteral,
  }),
  fc.record({
    ...shared,
    operator: fc.constant('IN' as const),
    values: fc.array(fc.record({ kind: fc.constant('string' as const), value: fc.string() })),
  }),
  fc.record({
    ...shared,
    operator: fc.constantFrom('LIKE' as const, 'MATCHES' as const, 'ISSUBSET' as const, 'ISSUPERSET' as const),
    value: fc.string(),
  }),
  fc.record({ ...shared, operator: fc.constant('EXISTS' as const) }),
);

const comparison: fc.Arbitrary<Comparison> = fc.letrec<{ comparison: Comparison }>((tie) => ({
  comparison: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    test,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('comparison'), { minLength: 2, maxLength: 3 }),
      offset,
    }),
  ),
})).comparison;

const qualifier: fc.Arbitrary<Qualifier> = fc.oneof(
  fc.record({
    kind: fc.constant('within' as const),
    seconds: fc.oneof(fc.integer({ min: 1 }), fc.constantFrom(0.5, 1e-7, 1e21)),
  }),
  fc.record({ kind: fc.constant('repeats' as const), times: fc.integer({ min: 1 }) }),
  fc.record({ kind: fc.constant('start-stop' as const), start: timestamp, stop: timestamp }),
);

/** Any tree that a valid text can have. */
export const arbitraryPattern: fc.Arbitrary<Pattern> = fc.letrec<{ pattern: Pattern }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('observation' as const), comparison, offset }),
    fc.record({
      kind: fc.constantFrom('all-observed' as const, 'any-observed' as const, 'followed-by' as const),
      operands: fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }),
      offset,
    }),
    fc.record({ kind: fc.constant('qualified' as const), expression: tie('pattern'), qualifier, offset }),
  ),
})).pattern;
