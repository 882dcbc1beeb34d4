// Sigma rules against published events: how many a second of one core, how long rules take to load, what they weigh.
//   node --conditions=@sanad/source bench/sigma/lanes.ts
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type LogSource,
  type Matcher,
  type Rule,
  compileRules,
  createCorrelator,
  createNormaliser,
  evaluate,
  parseRules,
} from '../../packages/sigma/src/index.ts';
import { type Table, cpu, readLines, readRuleTexts, rulesOf, shared } from './material.ts';

/** Figures to reach, events a second of one core, parsing of the JSON included. */
const LANES: readonly { name: string; file: string; target?: number; routed?: number }[] = [
  { name: 'raw Windows', file: 'lane-raw_windows', target: 75_000 },
  { name: 'structured Windows', file: 'lane-structured_windows', target: 40_000 },
  { name: 'Cisco syslog', file: 'lane-cisco_syslog', target: 150_000 },
  { name: 'Sysmon file events', file: 'lane-sysmon_file_event', target: 60_000 },
  { name: 'mixed', file: 'lane-mixed_schema' },
  { name: 'security datasets', file: 'security-datasets', routed: 30_000 },
];
const ROUNDS = 5;

const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};

const loadRules = (): { rules: Rule[]; seconds: number } => {
  const texts = readRuleTexts();
  let rules: Rule[] = [];
  const seconds = cpu(() => {
    rules = rulesOf(texts);
  });
  return { rules, seconds };
};

interface Run {
  readonly perSecond: number;
  readonly matches: number;
}

const fastest = (lines: readonly string[], take: (event: Record<string, unknown>) => number): Run => {
  let best = Infinity;
  let matches = 0;
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    let count = 0;
    best = Math.min(
      best,
      cpu(() => {
        for (const line of lines) count += take(JSON.parse(line) as Record<string, unknown>);
      }),
    );
    matches = count;
  }
  return { perSecond: lines.length / best, matches };
};

const runLanes = (matcher: Matcher): Table => {
  const normalise = createNormaliser();
  const rows = LANES.map(({ name, file, target, routed }) => {
    const lines = readLines(file);
    const all = fastest(lines, (event) => matcher.collect(event));
    const withRoutes = fastest(lines, (event) => {
      const normalised = normalise(event);
      return matcher.collect(normalised.event, normalised.sources);
    });
    return {
      lane: name,
      events: lines.length,
      'bytes/event': round(lines.reduce((sum, line) => sum + line.length, 0) / lines.length),
      'all rules, events/s': round(all.perSecond),
      target: target ?? '',
      matches: all.matches,
      'by log source, events/s': round(withRoutes.perSecond),
      'target ': routed ?? '',
      'matches ': withRoutes.matches,
    };
  });
  return { title: `Sigma: ${matcher.size} rules, one core, JSON parsed, CPU time, best of ${ROUNDS}`, rows };
};

const includes = (wider: LogSource, sources: readonly LogSource[]): boolean =>
  sources.some((source) =>
    (['category', 'product', 'service'] as const).every((part) => (wider[part] ?? source[part]) === source[part]),
  );

/** The plain evaluator is some thousand times slower, so that it sees a sample. */
const compareWithPlain = (matcher: Matcher, rules: readonly Rule[]): Table => {
  const normalise = createNormaliser();
  const usable = rules.filter((rule) => matcher.has(rule.id));
  const rows = LANES.map(({ name, file }) => {
    const lines = readLines(file);
    const sample = lines.filter((_, index) => index % Math.ceil(lines.length / 60) === 0);
    let [fast, plain, fastRouted, plainRouted] = [0, 0, 0, 0];
    for (const line of sample) {
      const event = JSON.parse(line) as Record<string, unknown>;
      const normalised = normalise(event);
      fast += matcher.collect(event);
      fastRouted += matcher.collect(normalised.event, normalised.sources);
      plain += usable.filter((rule) => evaluate(rule, event)).length;
      plainRouted += usable.filter(
        (rule) => includes(rule.logsource, normalised.sources) && evaluate(rule, normalised.event),
      ).length;
    }
    return { lane: name, sample: sample.length, fast, plain, 'fast, by log source': fastRouted, 'plain ': plainRouted };
  });
  return { title: 'Sigma: matches of the fast matcher and of the plain evaluator on a sample', rows };
};

/** Rules as others write them, but each with a text of its own. */
const variants = (rules: readonly Rule[], count: number): Rule[] => {
  const turns = Array.from({ length: Math.ceil(count / rules.length) }, () => rules).flat();
  return turns.slice(0, count).map((rule, index): Rule => {
    const pattern = [0, `variant-${index}`, 0] as const;
    const own = { op: 'match', field: 'CommandLine', tests: [{ is: 'text', pattern }] } as const;
    const { selections, conditions } = rule.detection;
    return {
      ...rule,
      id: `variant-${index}`,
      detection: {
        selections: { ...selections, own },
        conditions: conditions.map((condition) => ({ op: 'and', of: [condition, { op: 'selection', name: 'own' }] })),
      },
    };
  });
};

const runLoading = (rules: Rule[], yamlSeconds: number): Table => {
  const text = JSON.stringify(rules);
  let parsed: Rule[] = [];
  const jsonSeconds = cpu(() => {
    parsed = JSON.parse(text) as Rule[];
  });
  const before = heap();
  let compiled = compileRules([]);
  const compileSeconds = cpu(() => {
    compiled = compileRules(parsed);
  });
  const memory = heap() - before;
  const added = variants(rules, 10_000);
  const [line = '{}'] = readLines('lane-structured_windows');
  const event = JSON.parse(line) as Record<string, unknown>;
  let [updateSeconds, longest] = [0, 0];
  for (let from = 0; from < added.length; from += 100) {
    // The first event after an update pays for what the update left to do.
    const seconds = cpu(() => {
      compiled.matcher.update({ add: added.slice(from, from + 100) });
      compiled.matcher.collect(event);
    });
    updateSeconds += seconds;
    longest = Math.max(longest, seconds * 1000);
  }
  return {
    title: 'Sigma: loading',
    rows: [
      { what: 'rules from YAML', 'CPU s': round(yamlSeconds, 2), note: `${rules.length} rules` },
      { what: 'the same from a JSON cache', 'CPU s': round(jsonSeconds, 2), note: `${round(text.length / 1e6, 1)} MB` },
      { what: 'compiling them', 'CPU s': round(compileSeconds, 2), note: `${round(memory, 1)} MB of heap` },
      {
        what: '10,000 more, live',
        'CPU s': round(updateSeconds, 2),
        note: `longest pause ${round(longest)} ms by hundreds`,
      },
    ],
  };
};

const runMany = (rules: Rule[]): Table => {
  const lines = readLines('lane-structured_windows').slice(0, 3000);
  const rows = [10_000, 100_000, 300_000].map((count) => {
    const many = variants(rules, count);
    const before = heap();
    let compiled = compileRules([]);
    const seconds = cpu(() => {
      compiled = compileRules(many);
    });
    const memory = heap() - before;
    const { perSecond } = fastest(lines, (event) => compiled.matcher.collect(event));
    return {
      rules: count,
      'compiling, CPU s': round(seconds, 1),
      'heap MB': round(memory),
      'events/s': round(perSecond),
    };
  });
  return { title: 'Sigma: many rules, structured Windows', rows };
};

/** Rules and correlations for the lane of log-ons: many failures, then a success, from many addresses. */
const CORRELATIONS = `
title: failure
name: failure
logsource: {}
detection: {selection: {EventType: authentication_failure}, condition: selection}
---
title: success
name: success
logsource: {}
detection: {selection: {EventType: authentication_success}, condition: selection}
---
title: many failures
name: many
correlation: {type: event_count, rules: [failure], group-by: [User], timespan: 5m, condition: {gte: 4}}
---
title: many addresses
correlation: {type: value_count, rules: [failure], group-by: [User], timespan: 5m, condition: {field: SourceIP, gte: 4}}
---
title: much sent
correlation: {type: value_sum, rules: [success, failure], group-by: [Computer], timespan: 1m, condition: {field: BytesOut, gte: 100000}}
---
title: guessed at last
correlation: {type: temporal_ordered, rules: [many, success], group-by: [User], timespan: 5m}
`;

const runCorrelations = (): Table => {
  const documents = parseRules(CORRELATIONS).flatMap((result) => (result.ok ? [result.value] : []));
  const rules = documents.filter((document) => document.kind === 'rule');
  const correlations = documents.filter((document) => document.kind === 'correlation');
  const lines = readLines('lane-correlation');
  const { matcher } = compileRules(rules);
  let best = Infinity;
  let matches = 0;
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const { correlator } = createCorrelator(correlations, { rules });
    matches = 0;
    best = Math.min(
      best,
      cpu(() => {
        for (const [index, line] of lines.entries()) {
          const event = JSON.parse(line) as Record<string, unknown>;
          const ids = matcher.match(event).map(({ ruleId }) => ruleId);
          // The lane has no times; ten events a second.
          matches += correlator.observe(ids, event, index * 100).length;
        }
        matches += correlator.flush().length;
      }),
    );
  }
  const row = {
    correlations: correlations.length,
    events: lines.length,
    'events/s': round(lines.length / best),
    matches,
  };
  return { title: 'Sigma: correlations, matching and parsing included', rows: [row] };
};

/** Expressions that stop a backtracking engine, or have more states than can be kept. */
const HOSTILE = ['(x+x+)+y', '(a|a)*b$', '([ab]+)+c', '(a|b)*a(a|b){14}$', '[^"]{0,64}a[^"]{0,64}q', '.*a.*b.*c.*d'];

const runHostile = (): Table => {
  let seed = 1;
  const text = Array.from({ length: 1 << 20 }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 16) % 2 === 0 ? 'a' : 'b';
  }).join('');
  const rows = HOSTILE.map((expression) => {
    const documents = parseRules(
      `title: t\nlogsource: {}\ndetection:\n  a:\n    X|re: '${expression}'\n  condition: a`,
    ).flatMap((result) => (result.ok ? [result.value] : []));
    const { matcher } = compileRules(documents);
    const times = [1000, 10_000, 100_000, 1_000_000, 1_000_000].map(
      (length) => cpu(() => matcher.collect({ X: text.slice(0, length) })) * 1000,
    );
    return {
      expression,
      'slowest of 5 events, ms': round(Math.max(...times), 1),
      'last of 1 MB, ms': round(times[4] ?? 0, 1),
    };
  });
  return { title: 'Sigma: hostile regular expressions, events of 1 kB to 1 MB', rows };
};

/** Runs everything; about three minutes. */
export const run = async (): Promise<Table[]> => {
  if (!existsSync(join(shared, 'data/sigma'))) {
    return [{ title: `Sigma: skipped, there is no published data under ${shared}`, rows: [] }];
  }
  const { rules, seconds } = loadRules();
  const { matcher } = compileRules(rules);
  return [
    runLanes(matcher),
    compareWithPlain(matcher, rules),
    runCorrelations(),
    runLoading(rules, seconds),
    runMany(rules),
    runHostile(),
  ];
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { title, rows } of await run()) {
    console.log(`\n${title}`);
    console.table(rows);
  }
}
