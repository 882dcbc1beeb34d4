import { failure, ok } from '@sanad/result';
import type { Issue, Result } from '@sanad/result';
import { hashProblem } from './hash-rule.ts';
import { Lexer } from './lexer.ts';
import type { TokenKind } from './lexer.ts';
import { positionAt } from './position.ts';
import type {
  Comparison,
  ComparisonTest,
  Literal,
  ObjectPath,
  OrderedLiteral,
  PathStep,
  Pattern,
  Qualifier,
} from './tree.ts';

/** The longest pattern that is read, in UTF-16 units; a pattern of 10,000 SHA-256 values has about 900,000. */
export const MAXIMUM_LENGTH = 4_000_000;

/** How deep parentheses and qualifiers may be nested. */
export const MAXIMUM_DEPTH = 200;

/**
 * Reads a pattern and holds it to STIX 2.1 §9; issues say where (`line:column`), what was expected, and the clause.
 *
 * @example parsePattern("[ipv4-addr:value = '198.51.100.1']")
 */
export function parsePattern(text: string): Result<Pattern> {
  const parsed = parseGrammar(text);
  if (!parsed.ok) return parsed;
  const { pattern, broken } = parsed.value;
  return broken.length > 0 ? failure(...broken) : ok(pattern);
}

/** A pattern that follows the grammar, and the rules that it breaks although it can still be evaluated. */
export interface GrammaticalPattern {
  readonly pattern: Pattern;
  readonly broken: Issue[];
}

/** Reads a pattern by the grammar and lists apart which other rules it breaks. */
export function parseGrammar(text: string): Result<GrammaticalPattern> {
  if (text.length > MAXIMUM_LENGTH) {
    const message = `The pattern has ${text.length} characters; ${MAXIMUM_LENGTH} are read at most`;
    return failure({ code: 'pattern-too-long', path: '1:1', message });
  }
  try {
    const parser = new Parser(text);
    return ok({ pattern: parser.pattern(), broken: parser.broken });
  } catch (error) {
    if (error instanceof Refusal) return failure(error.issue);
    throw error;
  }
}

/** Carries the first issue out of the descent; never leaves this file. */
class Refusal extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

/** Recursive descent over the grammar: a method for each rule, each leaving the lexer at the token after it. */
class Parser {
  readonly broken: Issue[] = [];
  private readonly lexer: Lexer;
  private depth = 0;

  constructor(text: string) {
    this.lexer = new Lexer(text);
  }

  pattern(): Pattern {
    const pattern = this.followedBy();
    if (this.lexer.kind !== 'end') {
      this.unexpected('an observation operator (AND, OR, FOLLOWEDBY), a qualifier or the end', '9.5');
    }
    return pattern;
  }

  // FOLLOWEDBY binds loosest, AND tightest (§9.5.2).
  private followedBy(): Pattern {
    return this.joined('FOLLOWEDBY', 'followed-by', () => this.anyObserved());
  }

  private anyObserved(): Pattern {
    return this.joined('OR', 'any-observed', () => this.allObserved());
  }

  private allObserved(): Pattern {
    return this.joined('AND', 'all-observed', () => this.qualified());
  }

  private joined<Node extends { readonly offset: number }, Kind extends string>(
    operator: TokenKind,
    kind: Kind,
    operand: () => Node,
  ): Node | { kind: Kind; operands: Node[]; offset: number } {
    const first = operand();
    if (this.lexer.kind !== operator) return first;
    const operands = [first];
    while (this.took(operator)) operands.push(operand());
    return { kind, operands, offset: first.offset };
  }

  private qualified(): Pattern {
    const before = this.depth;
    // Parentheses start anew: only what qualifies `[ … ]` itself has to differ.
    const kinds = this.lexer.kind === '[' ? new Set<string>() : undefined;
    let expression = this.observation();
    for (;;) {
      const { start } = this.lexer;
      const qualifier = this.qualifier();
      if (!qualifier) break;
      this.descend();
      if (kinds?.has(qualifier.kind)) {
        this.break(start, 'repeated-qualifier', 'The same qualifier stands twice on one observation', '9.5.1');
      }
      kinds?.add(qualifier.kind);
      expression = { kind: 'qualified', expression, qualifier, offset: expression.offset };
    }
    this.depth = before;
    return expression;
  }

  private observation(): Pattern {
    const offset = this.lexer.start;
    if (this.lexer.kind === '(') return this.parenthesised(() => this.followedBy(), '9.5');
    this.expect('[', '`[` to start an observation expression', '9.5');
    const comparison = this.either();
    this.expect(']', 'AND, OR or `]` to end the observation expression', '9.5');
    return { kind: 'observation', comparison, offset };
  }

  private parenthesised<Node>(inner: () => Node, clause: string): Node {
    this.descend();
    this.lexer.advance();
    const node = inner();
    this.expect(')', '`)`', clause);
    this.depth -= 1;
    return node;
  }

  private qualifier(): Qualifier | undefined {
    if (this.took('WITHIN')) {
      const seconds = this.positive(['integer', 'float'], 'a number of seconds above zero');
      this.expect('SECONDS', 'SECONDS', '9.5.1');
      return { kind: 'within', seconds };
    }
    if (this.took('REPEATS')) {
      const times = this.positive(['integer'], 'a whole number of times above zero');
      this.expect('TIMES', 'TIMES', '9.5.1');
      return { kind: 'repeats', times };
    }
    if (!this.took('START')) return undefined;
    const start = this.expect('timestamp', "a timestamp such as t'2026-11-22T08:30:00Z'", '9.5.1');
    this.expect('STOP', 'STOP', '9.5.1');
    const stop = this.expect('timestamp', "a timestamp such as t'2026-11-22T08:30:00Z'", '9.5.1');
    return { kind: 'start-stop', start, stop };
  }

  private positive(kinds: readonly TokenKind[], wanted: string): number {
    const { kind, value } = this.lexer;
    if (!kinds.includes(kind) || value.startsWith('-') || Number(value) === 0) this.unexpected(wanted, '9.5.1');
    return this.number();
  }

  private either(): Comparison {
    return this.joined('OR', 'or', () => this.both());
  }

  private both(): Comparison {
    return this.joined('AND', 'and', () => this.comparison());
  }

  private comparison(): Comparison {
    return this.lexer.kind === '(' ? this.parenthesised(() => this.either(), '9.6') : this.test();
  }

  private test(): ComparisonTest {
    const offset = this.lexer.start;
    const negatedFirst = this.took('NOT');
    if (this.took('EXISTS')) {
      return { kind: 'test', operator: 'EXISTS', negated: negatedFirst, path: this.path(), offset };
    }
    if (negatedFirst) this.unexpected('EXISTS; NOT stands after the object path of any other comparison', '9.6');
    const test = this.operation(this.path(), this.took('NOT'), offset);
    const problem = hashProblem(test);
    if (problem) this.break(offset, 'invalid-hash', problem, '10.7');
    return test;
  }

  private operation(path: ObjectPath, negated: boolean, offset: number): ComparisonTest {
    const operator = this.lexer.kind;
    switch (operator) {
      case '=':
      case '!=':
        this.lexer.advance();
        return { kind: 'test', operator, negated, path, value: this.literal(), offset };
      case '<':
      case '<=':
      case '>':
      case '>=':
        this.lexer.advance();
        return { kind: 'test', operator, negated, path, value: this.orderedLiteral(), offset };
      case 'IN':
        this.lexer.advance();
        return { kind: 'test', operator, negated, path, values: this.set(), offset };
      case 'LIKE':
      case 'MATCHES':
      case 'ISSUBSET':
      case 'ISSUPERSET':
        this.lexer.advance();
        return { kind: 'test', operator, negated, path, value: this.expect('string', 'a string', '9.6.1'), offset };
      default:
        return this.unexpected('a comparison operator (=, !=, <, <=, >, >=, IN, LIKE, MATCHES, …)', '9.6.1');
    }
  }

  private path(): ObjectPath {
    const { kind, value: objectType } = this.lexer;
    if (kind !== 'name' && kind !== 'hyphenated') {
      this.unexpected('an object path such as file:name, EXISTS or `(`', '9.7');
    }
    this.lexer.advance();
    this.expect(':', '`:` between object type and property', '9.7');
    const steps: PathStep[] = [this.key()];
    for (;;) {
      if (this.took('.')) steps.push(this.key());
      else if (this.took('[')) steps.push(this.index());
      else return { objectType, steps };
    }
  }

  private key(): PathStep {
    const { kind, value: name } = this.lexer;
    if (kind === 'hyphenated') this.unexpected(`a property name; one with a hyphen needs quotes: '${name}'`, '9.7');
    if (kind !== 'name' && kind !== 'string') this.unexpected('a property name', '9.7');
    this.lexer.advance();
    return { kind: 'key', name };
  }

  private index(): PathStep {
    const negative = this.lexer.value.startsWith('-');
    const any = this.took('*');
    if (!any && (this.lexer.kind !== 'integer' || negative)) this.unexpected('a list index from 0 up, or *', '9.7.2');
    const index = any ? '*' : this.number();
    this.expect(']', '`]` after the list index', '9.7.2');
    return { kind: 'index', index };
  }

  private set(): Literal[] {
    const values: Literal[] = [];
    this.expect('(', '`(` to start the set', '9.6.1');
    if (this.took(')')) return values;
    do {
      const { start } = this.lexer;
      const value = this.literal();
      values.push(value);
      if (typeClass(value) !== typeClass(values[0] ?? value)) {
        this.refuse(start, 'mixed-set', 'The values of a set have one type; numbers are one type', '9.6.1');
      }
    } while (this.took(','));
    this.expect(')', '`,` or `)` to end the set', '9.6.1');
    return values;
  }

  private literal(): Literal {
    const { kind } = this.lexer;
    if (kind !== 'true' && kind !== 'false') return this.orderedLiteral();
    this.lexer.advance();
    return { kind: 'boolean', value: kind === 'true' };
  }

  private orderedLiteral(): OrderedLiteral {
    const { kind, value } = this.lexer;
    switch (kind) {
      case 'integer':
      case 'float':
        return { kind, value: this.number() };
      case 'string':
      case 'hex':
      case 'binary':
      case 'timestamp':
        this.lexer.advance();
        return { kind, value };
      default:
        return this.unexpected("a constant: 'text', a number, true, false, t'…', h'…' or b'…'", '9.2');
    }
  }

  private number(): number {
    const { value: text, start } = this.lexer;
    const value = Number(text);
    if (!Number.isFinite(value)) this.refuse(start, 'number-out-of-range', 'The number is too large', '9.2');
    this.lexer.advance();
    return value === 0 ? 0 : value;
  }

  private took(kind: TokenKind): boolean {
    if (this.lexer.kind !== kind) return false;
    this.lexer.advance();
    return true;
  }

  /** The text of a token that has to be of this kind. */
  private expect(kind: TokenKind, wanted: string, clause: string): string {
    const { value } = this.lexer;
    if (this.lexer.kind !== kind) this.unexpected(wanted, clause);
    this.lexer.advance();
    return value;
  }

  private descend(): void {
    this.depth += 1;
    if (this.depth <= MAXIMUM_DEPTH) return;
    this.refuse(this.lexer.start, 'pattern-too-deep', `Only ${MAXIMUM_DEPTH} levels of nesting are read`, '9.5');
  }

  private unexpected(wanted: string, clause: string): never {
    const { kind, value, start } = this.lexer;
    if (kind === 'bad') this.refuse(start, 'pattern-syntax', value, clause);
    const found = kind === 'end' ? 'the end of the pattern' : `\`${shortened(value)}\``;
    this.refuse(start, 'pattern-syntax', `Expected ${wanted}, found ${found}`, clause);
  }

  private refuse(offset: number, code: string, message: string, clause: string): never {
    throw new Refusal(this.issue(offset, code, message, clause));
  }

  /** Notes a broken rule and reads on. */
  private break(offset: number, code: string, message: string, clause: string): void {
    this.broken.push(this.issue(offset, code, message, clause));
  }

  private issue(offset: number, code: string, message: string, clause: string): Issue {
    return { code, path: positionAt(this.lexer.text, offset), message, spec: `STIX 2.1 §${clause}` };
  }
}

/** Types that are one in a set: whole and other numbers, and the two spellings of bytes. */
function typeClass({ kind }: Literal): string {
  if (kind === 'integer' || kind === 'float') return 'number';
  return kind === 'hex' || kind === 'binary' ? 'bytes' : kind;
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
