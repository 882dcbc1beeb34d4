import type { Issue } from '@sanad/result';
import { isTimestamp } from '../common/timestamp.ts';
import { Compilation, compileComparison } from './matching/comparison.ts';
import { TextIssues } from './text-issues.ts';
import { orderedTimestamp } from './timestamp.ts';
import type { Comparison, ComparisonTest, Pattern, Qualifier } from './tree.ts';

/** Notes a warning at an offset of the text. */
type Warn = (code: string, offset: number, message: string, clause: string) => void;

/**
 * What is suspicious in a valid pattern: parts that can never match, and constants that cannot be evaluated.
 *
 * @param text what the pattern was read from, for the positions
 */
export function patternWarnings(pattern: Pattern, text: string): Issue[] {
  const issues = new TextIssues(text);
  const warn: Warn = (code, offset, message, clause) => issues.add(code, offset, message, clause);
  warnOfPattern(pattern, warn, new Compilation(issues));
  return issues.list;
}

function warnOfPattern(pattern: Pattern, warn: Warn, compilation: Compilation): void {
  if (pattern.kind === 'observation') {
    objectTypes(pattern.comparison, warn);
    compileComparison(pattern.comparison, compilation);
  } else if (pattern.kind === 'qualified') {
    warnOfPattern(pattern.expression, warn, compilation);
    warnOfInterval(pattern.qualifier, pattern.offset, warn);
  } else for (const operand of pattern.operands) warnOfPattern(operand, warn, compilation);
}

/** The types of object for which a comparison can hold; an AND of different types can hold for none. */
function objectTypes(comparison: Comparison, warn: Warn): Set<string> {
  if (comparison.kind === 'test') {
    warnOfTimestamps(comparison, warn);
    return new Set([comparison.path.objectType]);
  }
  const sets = comparison.operands.map((operand) => objectTypes(operand, warn));
  if (comparison.kind === 'or') return new Set(sets.flatMap((types) => [...types]));
  const shared = sets.reduce((left, right) => new Set([...left].filter((type) => right.has(type))));
  if (shared.size === 0 && sets.every((types) => types.size > 0)) {
    const types = [...new Set(sets.flatMap((some) => [...some]))].join(', ');
    const message = `No object is of all these types at once: ${types}. Join them by AND outside the brackets`;
    warn('never-matches', comparison.offset, message, '9.5');
  }
  return shared;
}

function warnOfTimestamps(test: ComparisonTest, warn: Warn): void {
  const literals = test.operator === 'IN' ? test.values : 'value' in test ? [test.value] : [];
  for (const literal of literals) {
    if (typeof literal === 'object' && literal.kind === 'timestamp') warnOfDate(literal.value, test.offset, warn);
  }
}

function warnOfInterval(qualifier: Qualifier, offset: number, warn: Warn): void {
  if (qualifier.kind !== 'start-stop') return;
  const { start, stop } = qualifier;
  warnOfDate(start, offset, warn);
  warnOfDate(stop, offset, warn);
  if ((orderedTimestamp(start) ?? '') < (orderedTimestamp(stop) ?? '')) return;
  warn('never-matches', offset, `START ${start} is not before STOP ${stop}`, '9.5.1');
}

function warnOfDate(text: string, offset: number, warn: Warn): void {
  if (!isTimestamp(text)) warn('no-such-date', offset, `${text} has the form of a timestamp, yet is no date`, '2.16');
}
