import fc from 'fast-check';
import { DASH, MANY, ONE, type Pattern } from '../rule/pattern.ts';
import type { Expression, LogSource, Rule, Test } from '../rule/rule.ts';

// Few letters and names, so that random rules and events often meet.
const FIELDS = ['Image', 'Command Line', 'user.name', 'user.id', 'user', 'list'];
const LETTERS = ['a', 'A', 'b', 'e', '-', '/', '–', '\\', ' ', '1', '*', '?', 'é', 'É', 'σ', 'ς', 'Σ', 'İ', '😀', 'ſ'];
const PIECES = ['\\cmd.exe', 'abcab', 'c:\\windows\\', 'aaaa', ' -e ', '10.1.2.3', '2026-03-01T10:20:30', '12', 'true'];

/** A text over the few letters and pieces that rules also use. */
export const text = fc
  .array(fc.oneof(fc.constantFrom(...LETTERS), fc.constantFrom(...PIECES)), { maxLength: 6 })
  .map((parts) => parts.join(''));

const pattern: fc.Arbitrary<Pattern> = fc
  .array(fc.oneof({ weight: 4, arbitrary: text }, fc.constantFrom(MANY, ONE, DASH)), { maxLength: 5 })
  .map((parts) =>
    // Neighbouring literals are one piece in a parsed pattern.
    parts.reduce<(string | typeof MANY | typeof ONE | typeof DASH)[]>((pattern, part) => {
      const last = pattern.at(-1);
      if (part === '' || (part === MANY && last === MANY)) return pattern;
      return typeof last === 'string' && typeof part === 'string'
        ? [...pattern.slice(0, -1), last + part]
        : [...pattern, part];
    }, []),
  );

const placed = fc
  .record({ literal: text, place: fc.constantFrom('start', 'end', 'both', 'none') })
  .map(({ literal, place }): Pattern => {
    const inner = literal === '' ? [] : [literal];
    const all: Pattern = [
      ...(place === 'start' ? [] : ([MANY] as const)),
      ...inner,
      ...(place === 'end' ? [] : ([MANY] as const)),
    ];
    return place === 'none' ? inner : literal === '' ? [MANY] : all;
  });

const valueTest: fc.Arbitrary<Test> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({ pattern: fc.oneof(pattern, placed), cased: fc.boolean() })
      .map(({ pattern, cased }): Test => (cased ? { is: 'text', pattern, cased } : { is: 'text', pattern })),
  },
  fc.constantFrom(1, 12, -1, 1.5).map((value): Test => ({ is: 'number', value })),
  fc.boolean().map((value): Test => ({ is: 'boolean', value })),
  fc
    .constantFrom('a+b', '(?i)cmd\\.exe$', '^c:', 'x?e', '[ab]{2}', 'a|é', '(?:cmd|abc)\\w*', '\\d+\\.1')
    .chain((source) => fc.constantFrom('', 'i', 'ms').map((flags): Test => ({ is: 'regex', source, flags }))),
  fc.constantFrom('10.0.0.0/8', '::/0', '10.1.2.3').map((network): Test => ({ is: 'cidr', network })),
  fc
    .record({ by: fc.constantFrom('lt', 'lte', 'gt', 'gte', 'eq' as const), value: fc.constantFrom(0, 3, 12) })
    .map((bound): Test => ({ is: 'compare', ...bound })),
  fc
    .constantFrom('minute', 'hour', 'day', 'week', 'month', 'year' as const)
    .map((part): Test => ({ is: 'compare', by: 'gte', value: 9, part })),
);

const fieldTest: fc.Arbitrary<Test> = fc.oneof(
  { weight: 6, arbitrary: valueTest },
  fc.constant<Test>({ is: 'null' }),
  fc.boolean().map((value): Test => ({ is: 'exists', value })),
  fc
    .record({
      field: fc.constantFrom(...FIELDS),
      how: fc.constantFrom('equals', 'startswith', 'endswith', 'contains' as const),
    })
    .map((test): Test => ({ is: 'field', ...test })),
);

const matchOf = (field: fc.Arbitrary<string | null>, test: fc.Arbitrary<Test>): fc.Arbitrary<Expression> =>
  fc
    .record({
      field,
      tests: fc.array(
        fc.oneof(
          { weight: 5, arbitrary: test },
          fc.array(test, { minLength: 1, maxLength: 3 }).map((of): Test => ({ is: 'any', of })),
        ),
        { minLength: 1, maxLength: 4 },
      ),
      all: fc.boolean(),
    })
    .map(({ field, tests, all }) => ({ op: 'match', field, tests, ...(all && { all }) }));

const expression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    matchOf(fc.constantFrom(...FIELDS), fieldTest),
    matchOf(fc.constant(null), valueTest),
    fc
      .record({ op: fc.constantFrom('and', 'or' as const), of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) })
      .map(({ op, of }): Expression => ({ op, of })),
    tie('tree').map((of): Expression => ({ op: 'not', of })),
  ),
})).tree;

const logsource = fc.constantFrom<LogSource>({}, { product: 'p' }, { product: 'p', category: 'c' }, { service: 's' });

/** A rule with random selections, whose condition may also name one of them twice or negate it. */
export const rule: fc.Arbitrary<Rule> = fc
  .record({ id: fc.uuid(), first: expression, second: expression, shape: fc.nat(3), logsource })
  .map(({ id, first, second, shape, logsource }): Rule => {
    const [a, b]: Expression[] = [
      { op: 'selection', name: 'first' },
      { op: 'selection', name: 'second' },
    ];
    const shapes: Expression[] = [
      { op: 'and', of: [a as Expression, { op: 'not', of: b as Expression }] },
      { op: 'or', of: [a as Expression, b as Expression] },
      { op: 'not', of: { op: 'or', of: [a as Expression, b as Expression] } },
      { op: 'and', of: [a as Expression, b as Expression, a as Expression] },
    ];
    return {
      kind: 'rule',
      id,
      title: id,
      logsource,
      detection: { selections: { first, second }, conditions: [shapes[shape] as Expression] },
    };
  });

const scalar = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.constantFrom<unknown>(1, 12, -1, 1.5, 1e21, true, false, null, '::1', '10.9.9.9', '::ffff:10.1.1.1'),
);

/** An event with flat and nested fields, lists, and values of every kind. */
export const event: fc.Arbitrary<Record<string, unknown>> = fc.dictionary(
  fc.constantFrom(...FIELDS, 'other', 'user.name'),
  fc.oneof(
    { weight: 5, arbitrary: scalar },
    fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('name', 'id', 'aaaa'), fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), {
      maxKeys: 3,
    }),
  ),
  { maxKeys: 6 },
);
