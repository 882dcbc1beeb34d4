import type { Issue } from '@sanad/result';
import { compileComparison } from './matching/comparison.ts';
import { isRealDate, microseconds } from './timestamp.ts';
import type { Comparison, ComparisonTest, Pattern, Qualifier } from './tree.ts';
import { comparisonTests } from './walk.ts';

/**
 * What is suspicious in a valid pattern: parts that can never match, and constants that no matcher here can use. The
 * paths are offsets in the text of the pattern.
 */
