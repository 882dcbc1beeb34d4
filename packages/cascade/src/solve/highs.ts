import highsModule, { type Highs } from 'highs';

// The package declares an ES default export over a CommonJS module, so its type here is that of the module.
const load = highsModule as unknown as () => Promise<Highs>;

let highs: Promise<Highs> | undefined;

/** The HiGHS solver, loaded on first use: its WebAssembly takes about 50 ms. */
export function loadHighs(): Promise<Highs> {
  highs ??= load();
  return highs;
}
