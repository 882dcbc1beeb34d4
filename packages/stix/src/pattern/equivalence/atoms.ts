import { parseBlock } from '../ip.ts';
import { bytesOfBase64, bytesOfHex } from '../matching/values.ts';
import { orderedTimestamp } from '../timestamp.ts';
import type { ComparisonTest, Literal, ObjectPath } from '../tree.ts';

/** A single test, written so that tests that mean the same are written the same. */
export interface Atom {
  readonly key: string;
  readonly objectType: string;
}

/** The alternatives that a test stands for; `IN` is an OR of equalities, all else is one. */
export function atomsOf(test: ComparisonTest): Atom[] {
  const { path, negated } = test;
  const atom = (...rest: unknown[]): Atom => ({
    key: JSON.stringify([path.objectType, path.steps, ...rest]),
    objectType: path.objectType,
  });
  const equality = (literal: Literal) => canonicalValue(literal, (text) => canonicalText(path, text));
  switch (test.operator) {
    case '=':
    case '!=':
      // A value is `NOT =` just when it is `!=`, and the other way round.
      return [atom((test.operator === '=') === negated ? '!=' : '=', equality(test.value))];
    case 'IN': {
      const values = [...new Set(test.values.map(equality))].toSorted();
      return negated ? [atom('NOT IN', values)] : values.map((value) => atom('=', value));
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return [
        atom(
          test.operator,
          negated,
          canonicalValue(test.value, (text) => text),
        ),
      ];
    case 'LIKE':
    case 'ISSUBSET':
    case 'ISSUPERSET':
      return [atom(test.operator, negated, canonicalText(path, test.value))];
    case 'MATCHES':
      return [atom(test.operator, negated, test.value)];
    case 'EXISTS':
      return [atom(test.operator, negated)];
  }
}

/** Equal for values that compare as equal: numbers of either kind, bytes in either spelling. */
function canonicalValue(literal: Literal, canonical: (text: string) => string): string {
  switch (literal.kind) {
    case 'integer':
    case 'float':
      return `number ${literal.value}`;
    case 'hex':
      return `bytes ${bytesOfHex(literal.value)?.text}`;
    case 'binary':
      return `bytes ${bytesOfBase64(literal.value)?.text}`;
    case 'timestamp':
      return `timestamp ${orderedTimestamp(literal.value)}`;
    case 'string':
      return `string ${canonical(literal.value)}`;
    case 'boolean':
      return `boolean ${literal.value}`;
  }
}

/** One spelling for addresses with the same network bits, and for registry names, which have no case. */
function canonicalText({ objectType, steps }: ObjectPath, text: string): string {
  const names = steps.map((step) => (step.kind === 'key' ? step.name : '[]')).join('/');
  if (objectType === 'windows-registry-key' && (names === 'key' || names === 'values/[]/name')) {
    return text.toLowerCase();
  }
  if ((objectType !== 'ipv4-addr' && objectType !== 'ipv6-addr') || names !== 'value') return text;
  const block = parseBlock(text);
  return block ? `${block.bits}:${block.network.toString(16)}/${block.prefix}` : text;
}
