import type { Issue } from '@sanad/result';
import { Lexer } from './lexer.ts';
import type { TokenKind } from './lexer.ts';
import { shortened, TextIssues } from './text-issues.ts';

/** How deep parentheses and qualifiers may be nested. */
export const MAXIMUM_PATTERN_DEPTH = 200;

/** Carries the first issue out of the descent to the function that started it. */
export class Refusal extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

/** The tokens of a pattern as its grammar takes them: what is expected is taken, anything else is refused. */
export class Tokens {
  private readonly lexer: Lexer;
  private readonly issues: TextIssues;
  private depth = 0;

  constructor(text: string) {
    this.lexer = new Lexer(text);
    this.issues = new TextIssues(text);
  }

  /** The rules that are broken in what was read so far, although it follows the grammar. */
  get broken(): Issue[] {
    return this.issues.list;
  }

  get kind(): TokenKind {
    return this.lexer.kind;
  }

  get value(): string {
    return this.lexer.value;
  }

  get offset(): number {
    return this.lexer.start;
  }

  advance(): void {
    this.lexer.advance();
  }

  /** Takes the token at hand if it is of this kind. */
  took(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Takes the token at hand, which has to be of this kind, and answers its text. */
  expect(kind: TokenKind, wanted: string, clause: string): string {
    const { value } = this;
    if (this.kind !== kind) this.unexpected(wanted, clause);
    this.advance();
    return value;
  }

  /** Takes a number. */
  number(): number {
    const value = Number(this.value);
    if (!Number.isFinite(value)) this.refuse(this.offset, 'number-out-of-range', 'The number is too large', '9.2');
    this.advance();
    return value === 0 ? 0 : value;
  }

  /** Reads operands with an operator between them; a single operand is itself. */
  joined<Node extends { readonly offset: number }, Kind extends string>(
    operator: TokenKind,
    kind: Kind,
    operand: () => Node,
  ): Node | { kind: Kind; operands: Node[]; offset: number } {
    const first = operand();
    if (this.kind !== operator) return first;
    const operands = [first];
    while (this.took(operator)) operands.push(operand());
    return { kind, operands, offset: first.offset };
  }

  /** Reads what stands between parentheses, the first of which is at hand. */
  parenthesised<Node>(inner: () => Node, clause: string): Node {
    return this.nested(() => {
      this.descend();
      this.advance();
      const node = inner();
      this.expect(')', '`)`', clause);
      return node;
    });
  }

  /** Comes back to the level of nesting at hand once all that goes deeper is read. */
  nested<Node>(read: () => Node): Node {
    const before = this.depth;
    const node = read();
    this.depth = before;
    return node;
  }

  /** Goes one level deeper. */
  descend(): void {
    this.depth += 1;
    if (this.depth <= MAXIMUM_PATTERN_DEPTH) return;
    this.refuse(this.offset, 'pattern-too-deep', `Only ${MAXIMUM_PATTERN_DEPTH} levels of nesting are read`, '9.5');
  }

  /** Refuses the token at hand. */
  unexpected(wanted: string, clause: string): never {
    const { kind, value, offset } = this;
    if (kind === 'bad') this.refuse(offset, 'pattern-syntax', value, clause);
    const found = kind === 'end' ? 'the end of the pattern' : `\`${shortened(value)}\``;
    this.refuse(offset, 'pattern-syntax', `Expected ${wanted}, found ${found}`, clause);
  }

  /** Ends the reading. */
  refuse(offset: number, code: string, message: string, clause: string): never {
    throw new Refusal(this.issues.issue(code, offset, message, clause));
  }

  /** Notes a broken rule, and lets reading go on. */
  break(offset: number, code: string, message: string, clause: string): void {
    this.issues.add(code, offset, message, clause);
  }
}
