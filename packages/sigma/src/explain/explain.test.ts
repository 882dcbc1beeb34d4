import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../evaluate/evaluate.ts';
import { parseRule } from '../parse/parse.ts';
import { event, rule } from '../testing/arbitrary.ts';
import { explain, formatExplanation } from './explain.ts';

void test('an explanation shows each part, what it wants and what the event has', () => {
  const result = parseRule(`title: Encoded PowerShell
logsource: {}
detection:
  selection:
    Image|endswith: [\\powershell.exe, \\pwsh.exe]
    CommandLine|windash|contains: ' -enc '
  filter:
    User: SYSTEM
  condition: selection and not filter`);
  assert.ok(result.ok && result.value.kind === 'rule');
  const explanation = explain(result.value, { Image: 'C:\\PWSH.exe', CommandLine: 'pwsh /c x' });
  assert.equal(
    formatExplanation(explanation),
    `- Encoded PowerShell
  - all of
    - selection
      - all of
        + Image any of — the event has "C:\\\\PWSH.exe"
          - ends with «\\powershell.exe»
          + ends with «\\pwsh.exe»
        - CommandLine — the event has "pwsh /c x"
          - contains « -enc » (with any dash)
    + not
      - filter
        - User — the event has no such field
          - is «SYSTEM»`,
  );
});

void test('an explanation comes to the same answer as the evaluator', () => {
  fc.assert(
    fc.property(rule, event, (one, other) => {
      assert.equal(explain(one, other).holds, evaluate(one, other));
    }),
    { numRuns: 500 },
  );
});
