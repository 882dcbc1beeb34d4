import { isKeyword } from './lexer.ts';
import type { Comparison, ComparisonTest, Literal, ObjectPath, PathStep, Pattern, Qualifier } from './tree.ts';

const OPERATORS = { 'followed-by': 'FOLLOWEDBY', 'any-observed': 'OR', 'all-observed': 'AND', or: 'OR', and: 'AND' };

/** How tightly a node binds; an operand needs parentheses unless it binds tighter than its parent. */
const BINDING: Readonly<Record<Pattern['kind'] | Comparison['kind'], number>> = {
  'followed-by': 0,
  'any-observed': 1,
  'all-observed': 2,
  qualified: 3,
  observation: 4,
  or: 0,
  and: 1,
  test: 2,
};

/** Writes a pattern on one line, with as few parentheses as keep its meaning; parsing it again gives the same tree. */
export function formatPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'observation':
      return `[${formatComparison(pattern.comparison)}]`;
    case 'qualified':
      return `${formatQualified(pattern.expression, pattern.qualifier)} ${formatQualifier(pattern.qualifier)}`;
    case 'followed-by':
    case 'any-observed':
    case 'all-observed':
      return joined(pattern, formatPattern);
  }
}

/** Writes what stands between `[` and `]`. */
export function formatComparison(comparison: Comparison): string {
  return comparison.kind === 'test' ? formatTest(comparison) : joined(comparison, formatComparison);
}

/** Writes an object path, quoting the properties that need it. */
export function formatPath({ objectType, steps }: ObjectPath): string {
  return `${objectType}:${steps.map(formatStep).join('').slice(1)}`;
}

/** Writes a constant as the grammar has it. */
export function formatLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'string':
      return quoted(literal.value);
    case 'integer':
      return BigInt(literal.value).toString();
    case 'float':
      return formatFloat(literal.value);
    case 'boolean':
      return String(literal.value);
    case 'hex':
      return `h'${literal.value}'`;
    case 'binary':
      return `b'${literal.value}'`;
    case 'timestamp':
      return `t'${literal.value}'`;
  }
}

function joined<Node extends Pattern | Comparison>(
  { kind, operands }: { kind: keyof typeof OPERATORS; operands: readonly Node[] },
  format: (node: Node) => string,
): string {
  return operands
    .map((operand) => (BINDING[operand.kind] > BINDING[kind] ? format(operand) : `(${format(operand)})`))
    .join(` ${OPERATORS[kind]} `);
}

/** A second qualifier of one kind needs parentheses between the two (§9.5.1). */
function formatQualified(expression: Pattern, qualifier: Qualifier): string {
  let inner = expression;
  while (inner.kind === 'qualified' && inner.qualifier.kind !== qualifier.kind) inner = inner.expression;
  const bare = expression.kind === 'observation' || (expression.kind === 'qualified' && inner.kind !== 'qualified');
  return bare ? formatPattern(expression) : `(${formatPattern(expression)})`;
}

function formatQualifier(qualifier: Qualifier): string {
  switch (qualifier.kind) {
    case 'within':
      return `WITHIN ${formatNumber(qualifier.seconds)} SECONDS`;
    case 'repeats':
      return `REPEATS ${formatNumber(qualifier.times)} TIMES`;
    case 'start-stop':
      return `START t'${qualifier.start}' STOP t'${qualifier.stop}'`;
  }
}

function formatTest(test: ComparisonTest): string {
  const path = formatPath(test.path);
  if (test.operator === 'EXISTS') return `${test.negated ? 'NOT ' : ''}EXISTS ${path}`;
  return `${path} ${test.negated ? 'NOT ' : ''}${test.operator} ${formatOperand(test)}`;
}

function formatOperand(test: Exclude<ComparisonTest, { operator: 'EXISTS' }>): string {
  if (test.operator === 'IN') return `(${test.values.map(formatLiteral).join(', ')})`;
  return typeof test.value === 'string' ? quoted(test.value) : formatLiteral(test.value);
}

function formatStep(step: PathStep): string {
  if (step.kind === 'index') return `[${step.index === '*' ? '*' : formatNumber(step.index)}]`;
  return `.${/^[A-Za-z_][A-Za-z0-9_]*$/.test(step.name) && !isKeyword(step.name) ? step.name : quoted(step.name)}`;
}

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;

const formatNumber = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : formatFloat(value);

/** A float always has a point and never an exponent: the grammar knows none. */
function formatFloat(value: number): string {
  if (Number.isInteger(value)) return `${BigInt(value).toString()}.0`;
  const text = String(value);
  const [digits = '', exponent] = text.split('e-');
  if (exponent === undefined) return text;
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d)(?:\.(\d+))?$/.exec(digits) ?? [];
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${whole}${fraction}`;
}
