import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { knownDifferences } from './known-differences.ts';
import { recommendations } from '../specification/recommendations.ts';
import { validate } from './validate.ts';

const file = `${process.env['SANAD_SHARED'] ?? new URL('../../../../../shared', import.meta.url).pathname}/cases/stix/object-validity-v21.jsonl`;

interface RecordedCase {
  readonly test: string;
  readonly input: string | object;
  readonly options: RecordedOptions;
  readonly valid: boolean;
}

/** The options of the OASIS validator that the cases were recorded with. */
interface RecordedOptions {
  readonly strict?: boolean;
  readonly strict_properties?: boolean;
  readonly strict_types?: boolean;
  readonly enabled?: readonly string[];
  readonly disabled?: readonly string[];
}

const name = (recorded: string): string => recorded.replace(/^.*::/, '');

test(
  'the cases recorded from the OASIS validator agree',
  { skip: !existsSync(file) && 'the shared cases are not here' },
  (context) => {
    const cases: RecordedCase[] = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const unexpected: string[] = [];
    for (const [index, { test, input, options, valid }] of cases.entries()) {
      // `enabled` names the only checks to run.
      const disabled = options.enabled
        ? Object.keys(recommendations).filter((code) => !options.enabled?.includes(code))
        : (options.disabled ?? []);
      const result = validate(input, {
        strict: options.strict === true,
        strictProperties: options.strict_properties === true,
        strictTypes: options.strict_types === true,
        disabled,
      });
      const difference = knownDifferences[index];
      const verdicts = `${index} ${name(test)}: recorded ${valid}, ours ${result.ok}`;
      if (difference !== undefined) context.diagnostic(`known difference ${verdicts} — ${difference}`);
      if ((result.ok === valid) === (difference === undefined)) continue;
      unexpected.push(`${verdicts} ${JSON.stringify(result.ok ? [] : result.issues)}`);
    }
    context.diagnostic(`${cases.length - Object.keys(knownDifferences).length} of ${cases.length} cases agree`);
    assert.deepEqual(unexpected, []);
  },
);
