// One measurement a process, so that memory is that of the measured thing alone; prints its figures as JSON.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine, History, Key } from '@sanad/detect';
import { HistoryFiles, loadIndicators, saveIndicators } from '@sanad/detect/node';
import { indicators, numbers } from './indicator-mix.ts';

type Figures = Record<string, number | string>;

const settle = async (): Promise<void> => {
  for (let round = 0; round < 4; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

/** Megabytes (10^6 bytes) that the process holds after a full collection. */
const resident = async (): Promise<number> => {
  await settle();
  return process.memoryUsage().rss / 1e6;
};

const cpuSeconds = (start: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** Runs a small engine first, so that compiled code and the heap's first growth are not counted as indicators. */
const warmUp = (): void => {
  const engine = new Engine({ indicators: indicators(200_000, 99) });
  for (let index = 0; index < 2000; index++)
    engine.observe({ message: `10.1.2.${index & 255} to host-${index}.example.com` });
};

async function memory(count: number): Promise<Figures> {
  warmUp();
  const before = await resident();
  const start = process.cpuUsage();
  const engine = new Engine({ indicators: indicators(count), expected: count });
  const seconds = cpuSeconds(start);
  const after = await resident();
  return {
    indicators: count,
    'resident MB': round(after - before),
    'table MB': round(engine.report().indicators.bytes / 1e6),
    'taken in per CPU second': Math.round(count / seconds),
  };
}

async function lookups(count: number): Promise<Figures> {
  const engine = new Engine({ indicators: indicators(count), expected: count });
  const next = numbers(5);
  const events = Array.from({ length: 200_000 }, (_, index) =>
    index % 2 === 0
      ? { dest_ip: `${next() % 223}.${next() & 255}.${next() & 255}.${next() & 255}` }
      : { query: `www.${next().toString(36)}.com` },
  );
  for (const event of events) engine.observe(event);
  const start = process.cpuUsage();
  for (const event of events) engine.observe(event);
  return { indicators: count, 'observed values per CPU second': Math.round(events.length / cpuSeconds(start)) };
}

async function update(count: number): Promise<Figures> {
  const engine = new Engine({ indicators: indicators(count), expected: count });
  const changes = [...indicators(10_000, 7)].map((indicator) => ({ ...indicator, modified: '2026-02-01T00:00:00Z' }));
  for (let index = 0; index < 3000; index++) engine.observe({ dest_ip: `45.${index & 255}.7.7` });
  await engine.update({ add: indicators(1000, 8) });
  const heldBack = engine.report().suppressed.atLoad;
  // A pause is what the thread computes between two turns of the event loop; waiting for a core that others use is none of ours.
  let longest = 0;
  let last = process.threadCpuUsage();
  const watch = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.threadCpuUsage();
  }, 0);
  const { took } = await engine.update({ add: changes });
  await new Promise((resolve) => setTimeout(resolve, 20));
  clearInterval(watch);
  const live = changes.filter(({ pattern }) => {
    const value = /'([^']*)'\]$/.exec(pattern)?.[1] ?? '';
    return engine.observe({ message: value }, 1.8e12).length > 0;
  });
  return {
    indicators: count,
    new: changes.length,
    'live after ms': round(took),
    'longest pause ms': round(longest),
    'found afterwards': live.length,
    'held back by special ranges': engine.report().suppressed.atLoad - heldBack,
  };
}

async function reload(count: number): Promise<Figures> {
  let engine: Engine | undefined;
  const load = async (times: number): Promise<number> => {
    for (let time = 0; time < times; time++) {
      engine = new Engine({ indicators: indicators(count, time), expected: count });
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return resident();
  };
  // The first loads warm the process up: compiled code, and V8's heap at its working size.
  const first = await load(20);
  const last = await load(100);
  return {
    indicators: engine?.report().indicators.values ?? 0,
    reloads: 100,
    'before MB': round(first),
    'after MB': round(last),
    'change %': round((last / first - 1) * 100),
  };
}

async function start(count: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-'));
  const path = join(folder, 'indicators');
  saveIndicators(path, new Engine({ indicators: indicators(count), expected: count }).share());
  const before = performance.now();
  const loaded = loadIndicators(path);
  const engine = loaded.ok ? new Engine({ indicators: loaded.value }) : undefined;
  const took = performance.now() - before;
  const size = statSync(path).size;
  rmSync(folder, { recursive: true });
  const { pattern = '' } = indicators(1).next().value ?? {};
  const hits = engine?.observe({ message: /'([^']*)'\]$/.exec(pattern)?.[1] ?? '' }, 1.8e12).length ?? 0;
  return {
    indicators: count,
    'snapshot MB': round(size / 1e6),
    'start ms': round(took),
    'hits of one indicator': hits,
  };
}

async function history(count: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-'));
  const day = 24 * 3600_000;
  const now = 1.8e12;
  const make = (): History => new History({ storage: new HistoryFiles(folder), now: () => now });
  const written = make();
  const next = numbers(3);
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++)
    written.addKept(next(), next(), now - Math.floor(index / (count / 30)) * day);
  written.flush();
  const cpu = cpuSeconds(before);
  const opening = performance.now();
  const opened = make();
  const openMs = performance.now() - opening;
  const key = new Key(1);
  const probe = (): { high: number; low: number; lastLow: number } => {
    const [high, low] = [next(), next()];
    return { high: high ^ key.seed, low, lastLow: low };
  };
  const time = (ranges: number): number => {
    const queries = Array.from({ length: ranges }, probe);
    const started = performance.now();
    opened.search(queries);
    return performance.now() - started;
  };
  const [one, thousands] = [time(1), time(10_000)];
  const again = numbers(3);
  const known = Array.from({ length: 100 }, () => {
    const high = again();
    const low = again();
    return { high, low, lastLow: low };
  });
  const found = opened.search(known).filter((seen) => seen !== undefined).length;
  const { values, segments, bytes } = opened.report();
  rmSync(folder, { recursive: true });
  return {
    remembered: values,
    segments,
    'disk MB': round(bytes / 1e6),
    'added per CPU second': Math.round(count / cpu),
    'open ms': round(openMs),
    'one indicator ms': round(one, 2),
    '10,000 indicators ms': round(thousands),
    'of 100 known, found': found,
  };
}

const measurements: Readonly<Record<string, (count: number) => Promise<Figures>>> = {
  memory,
  lookups,
  update,
  reload,
  start,
  history,
};
const [, , name = '', count = '0'] = process.argv;
const measurement = measurements[name];
if (measurement === undefined) throw new Error(`No measurement is called ${name}.`);
console.log(JSON.stringify(await measurement(Number(count))));
