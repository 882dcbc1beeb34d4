import { shortened } from './text-issues.ts';
import type { ComparisonTest, Literal } from './tree.ts';

/** The length in hexadecimal digits of each algorithm of the hashing vocabulary (STIX 2.1 §10.7) and its kin. */
const HASH_LENGTHS: Readonly<Record<string, number>> = {
  MD5: 32,
  SHA1: 40,
  SHA224: 56,
  SHA256: 64,
  SHA384: 96,
  SHA512: 128,
  SHA3224: 56,
  SHA3256: 64,
  SHA3384: 96,
  SHA3512: 128,
  RIPEMD160: 40,
  WHIRLPOOL: 128,
};

const HEXADECIMAL = /^[0-9a-fA-F]*$/;
const SSDEEP = /^[a-zA-Z0-9/+:.]{1,128}$/;

/** Says why a test of equality with a hash can never hold, or undefined when nothing is wrong with it. */
export function hashProblem(test: ComparisonTest): string | undefined {
  const [container, algorithm] = test.path.steps.slice(-2);
  if (container?.kind !== 'key' || container.name !== 'hashes' || algorithm?.kind !== 'key') return undefined;
  return comparedValues(test)
    .map((value) => valueProblem(algorithm.name, value))
    .find((problem) => problem !== undefined);
}

function comparedValues(test: ComparisonTest): readonly Literal[] {
  if (test.operator === 'IN') return test.values;
  return test.operator === '=' || test.operator === '!=' ? [test.value] : [];
}

function valueProblem(algorithm: string, literal: Literal): string | undefined {
  if (literal.kind !== 'string') return undefined;
  const name = algorithm.toUpperCase().replaceAll('-', '');
  const length = HASH_LENGTHS[name];
  if (name === 'SSDEEP' && !SSDEEP.test(literal.value)) return `'${shortened(literal.value)}' is no SSDEEP hash`;
  if (length === undefined || (literal.value.length === length && HEXADECIMAL.test(literal.value))) return undefined;
  return `'${shortened(literal.value)}' is no ${algorithm} hash, which has ${length} hexadecimal digits`;
}
