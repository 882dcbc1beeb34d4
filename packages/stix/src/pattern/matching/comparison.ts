import { RE2JS } from 're2js';
import { isSubset, parseBlock } from '../ip.ts';
import type { AddressBlock } from '../ip.ts';
import { shortened } from '../text-issues.ts';
import type { TextIssues } from '../text-issues.ts';
import type { Comparison, ComparisonTest, TextTest } from '../tree.ts';
import type { Budget } from './evaluation.ts';
import { compileLike } from './like.ts';
import { selectValues } from './select.ts';
import type { JsonObject, Scene } from './select.ts';
import { Bytes, equalToAny, isByteText, orderAgainst } from './values.ts';

/** Whether one object of a scene meets a comparison expression; all of an AND holds for the same object (§9.5). */
export type ObjectTest = (object: JsonObject, scene: Scene) => boolean;

/** What the comparisons of one pattern share while they are compiled. */
export class Compilation {
  private readonly issues: TextIssues;
  /** Instructions of regular expressions and words of LIKE that may still be made; `(a?){1000}` is 4,000. */
  private left = 1_000_000;

  constructor(issues: TextIssues) {
    this.issues = issues;
  }

  /** Compiles the constant of a test; reports why it cannot be, and then answers what never holds. */
  constant<Made>(test: TextTest, code: string, make: () => Made, otherwise: Made): Made {
    try {
      return make();
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).slice(0, 150);
      this.issues.add(code, test.offset, `${test.operator} '${shortened(test.value)}': ${reason}`, '9.6.1');
      return otherwise;
    }
  }

  /** Takes what a constant needs off what is left. */
  spend(size: number): void {
    this.left -= size;
    if (this.left < 0) throw new Error('the texts that the pattern searches for are too large together');
  }
}

/** What testing one object costs at least, measured against the steps of the search. */
const TEST_STEPS = 4;

type ValueTest = (value: unknown, scene: Scene) => boolean;

/** Compiles a comparison expression, and reports the constants in it that no evaluation could use. */
export function compileComparison(comparison: Comparison, compilation: Compilation): ObjectTest {
  if (comparison.kind === 'test') return compileTest(comparison, compilation);
  const operands = comparison.operands.map((operand) => compileComparison(operand, compilation));
  return comparison.kind === 'and'
    ? (object, scene) => operands.every((operand) => operand(object, scene))
    : (object, scene) => operands.some((operand) => operand(object, scene));
}

function compileTest(test: ComparisonTest, compilation: Compilation): ObjectTest {
  const { objectType, steps } = test.path;
  const passes = test.operator === 'EXISTS' ? undefined : compileOperation(test, compilation);
  return (object, scene) => {
    scene.budget.spend(TEST_STEPS);
    if (object.type !== objectType) return false;
    const values = selectValues(object, steps, scene);
    return passes ? values.some((value) => passes(value, scene)) : values.length > 0 !== test.negated;
  };
}

/** The test of one value, negated where the comparison is. */
function compileOperation(test: Exclude<ComparisonTest, { operator: 'EXISTS' }>, compilation: Compilation): ValueTest {
  const { negated } = test;
  switch (test.operator) {
    case '=':
    case '!=': {
      const equal = equalToAny([test.value]);
      const wanted = (test.operator === '=') !== negated;
      return (value) => equal(value) === wanted;
    }
    case 'IN': {
      const equal = equalToAny(test.values);
      return (value) => equal(value) !== negated;
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const order = orderAgainst(test.value);
      const holds = ORDERS[test.operator];
      // Values that do not compare fail, negated or not (§9.6).
      return (value) => {
        const result = order(value);
        return result !== undefined && holds(result) !== negated;
      };
    }
    case 'LIKE':
    case 'MATCHES': {
      const passes = compileTextMatch(test, compilation);
      return (value, scene) => passes(value, scene) !== negated;
    }
    case 'ISSUBSET':
    case 'ISSUPERSET': {
      const passes = compileSubnet(test, compilation);
      return (value, scene) => passes(value, scene) !== negated;
    }
  }
}

const ORDERS = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
};

type TextMatch = (text: string, budget: Budget) => boolean;

/** LIKE and MATCHES see both sides in Unicode normal form C, and bytes as characters below 256 (§9.6.1, §9.6.3). */
function compileTextMatch(test: TextTest, compilation: Compilation): ValueTest {
  const pattern = test.value.normalize('NFC');
  const fitsBytes = isByteText(pattern);
  const spend = (size: number): void => compilation.spend(size);
  const matches =
    test.operator === 'LIKE'
      ? compilation.constant<TextMatch>(
          test,
          'unsupported-like',
          () => compileLike(pattern, spend),
          () => false,
        )
      : compilation.constant<TextMatch>(
          test,
          'unsupported-regex',
          () => compileRegex(pattern, spend),
          () => false,
        );
  return (value, { budget }) => {
    if (typeof value === 'string') return matches(value.normalize('NFC'), budget);
    return value instanceof Bytes && fitsBytes && matches(value.text, budget);
  };
}

/** RE2 takes time linear in the text for every expression; what PCRE has beyond it (look-around, \1) it refuses. */
function compileRegex(pattern: string, spend: (size: number) => void): TextMatch {
  // Its program has an instruction for a character at least, which is known before it is made.
  spend(pattern.length);
  const expression = RE2JS.compile(pattern);
  const size = expression.programSize();
  spend(size);
  return (text, budget) => {
    // Measured: some 15 ns for a character, and 15 more for each 64 instructions of the expression.
    budget.spend(Math.ceil((text.length * (64 + size)) / 512));
    return expression.test(text);
  };
}

function compileSubnet(test: TextTest, compilation: Compilation): ValueTest {
  const wanted = compilation.constant(test, 'invalid-subnet', () => neededBlock(test.value), undefined);
  return (value) => {
    const block = typeof value === 'string' ? parseBlock(value) : undefined;
    if (!block || !wanted) return false;
    return test.operator === 'ISSUBSET' ? isSubset(block, wanted) : isSubset(wanted, block);
  };
}

function neededBlock(text: string): AddressBlock {
  const block = parseBlock(text);
  if (!block) throw new Error('no IP address or CIDR block');
  return block;
}
