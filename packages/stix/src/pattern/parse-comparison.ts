import { hashProblem } from './hash-rule.ts';
import type { Tokens } from './tokens.ts';
import type { Comparison, ComparisonTest, Literal, ObjectPath, OrderedLiteral, PathStep } from './tree.ts';

/** Reads a comparison expression (§9.6); AND binds tighter than OR. */
export function readComparison(tokens: Tokens): Comparison {
  return tokens.joined('OR', 'or', () => tokens.joined('AND', 'and', () => operand(tokens)));
}

function operand(tokens: Tokens): Comparison {
  return tokens.kind === '(' ? tokens.parenthesised(() => readComparison(tokens), '9.6') : test(tokens);
}

function test(tokens: Tokens): ComparisonTest {
  const { offset } = tokens;
  const negatedFirst = tokens.took('NOT');
  if (tokens.took('EXISTS')) {
    return { kind: 'test', operator: 'EXISTS', negated: negatedFirst, path: path(tokens), offset };
  }
  if (negatedFirst) tokens.unexpected('EXISTS; NOT stands after the object path of any other comparison', '9.6');
  const result = operation(tokens, path(tokens), tokens.took('NOT'), offset);
  const problem = hashProblem(result);
  if (problem) tokens.break(offset, 'invalid-hash', problem, '10.7');
  return result;
}

function operation(tokens: Tokens, path: ObjectPath, negated: boolean, offset: number): ComparisonTest {
  const operator = tokens.kind;
  switch (operator) {
    case '=':
    case '!=':
      tokens.advance();
      return { kind: 'test', operator, negated, path, value: literal(tokens), offset };
    case '<':
    case '<=':
    case '>':
    case '>=':
      tokens.advance();
      return { kind: 'test', operator, negated, path, value: orderedLiteral(tokens), offset };
    case 'IN':
      tokens.advance();
      return { kind: 'test', operator, negated, path, values: set(tokens), offset };
    case 'LIKE':
    case 'MATCHES':
    case 'ISSUBSET':
    case 'ISSUPERSET':
      tokens.advance();
      return { kind: 'test', operator, negated, path, value: tokens.expect('string', 'a string', '9.6.1'), offset };
    default:
      return tokens.unexpected('a comparison operator (=, !=, <, <=, >, >=, IN, LIKE, MATCHES, …)', '9.6.1');
  }
}

function path(tokens: Tokens): ObjectPath {
  const { kind, value: objectType } = tokens;
  if (kind !== 'name' && kind !== 'hyphenated') {
    tokens.unexpected('an object path such as file:name, EXISTS or `(`', '9.7');
  }
  tokens.advance();
  tokens.expect(':', '`:` between object type and property', '9.7');
  const steps: PathStep[] = [key(tokens)];
  for (;;) {
    if (tokens.took('.')) steps.push(key(tokens));
    else if (tokens.took('[')) steps.push(index(tokens));
    else return { objectType, steps };
  }
}

function key(tokens: Tokens): PathStep {
  const { kind, value: name } = tokens;
  if (kind === 'hyphenated') tokens.unexpected(`a property name; one with a hyphen needs quotes: '${name}'`, '9.7');
  if (kind !== 'name' && kind !== 'string') tokens.unexpected('a property name', '9.7');
  tokens.advance();
  return { kind: 'key', name };
}

function index(tokens: Tokens): PathStep {
  const negative = tokens.value.startsWith('-');
  const any = tokens.took('*');
  if (!any && (tokens.kind !== 'integer' || negative)) tokens.unexpected('a list index from 0 up, or *', '9.7.2');
  const place = any ? '*' : tokens.number();
  tokens.expect(']', '`]` after the list index', '9.7.2');
  return { kind: 'index', index: place };
}

function set(tokens: Tokens): Literal[] {
  const values: Literal[] = [];
  tokens.expect('(', '`(` to start the set', '9.6.1');
  if (tokens.took(')')) return values;
  do {
    const { offset } = tokens;
    const value = literal(tokens);
    values.push(value);
    if (typeClass(value) !== typeClass(values[0] ?? value)) {
      tokens.refuse(offset, 'mixed-set', 'The values of a set have one type; numbers are one type', '9.6.1');
    }
  } while (tokens.took(','));
  tokens.expect(')', '`,` or `)` to end the set', '9.6.1');
  return values;
}

/** Types that are one in a set: whole and other numbers, and the two spellings of bytes. */
function typeClass({ kind }: Literal): string {
  if (kind === 'integer' || kind === 'float') return 'number';
  return kind === 'hex' || kind === 'binary' ? 'bytes' : kind;
}

function literal(tokens: Tokens): Literal {
  const { kind } = tokens;
  if (kind !== 'true' && kind !== 'false') return orderedLiteral(tokens);
  tokens.advance();
  return { kind: 'boolean', value: kind === 'true' };
}

function orderedLiteral(tokens: Tokens): OrderedLiteral {
  const { kind, value } = tokens;
  switch (kind) {
    case 'integer':
    case 'float':
      return { kind, value: tokens.number() };
    case 'string':
    case 'hex':
    case 'binary':
    case 'timestamp':
      tokens.advance();
      return { kind, value };
    default:
      return tokens.unexpected("a constant: 'text', a number, true, false, t'…', h'…' or b'…'", '9.2');
  }
}
