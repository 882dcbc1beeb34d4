import highsModule, { type Highs } from 'highs';

// The package types its ES module as if it were CommonJS, where the default export hides one level deeper.
const loadHighs = highsModule as unknown as typeof highsModule.default;
let loading: Promise<Highs> | undefined;

/** The HiGHS solver, compiled once for the life of the process because its WebAssembly takes 3.5 MB. */
export function loadSolver(): Promise<Highs> {
  loading ??= loadHighs();
  return loading;
}
