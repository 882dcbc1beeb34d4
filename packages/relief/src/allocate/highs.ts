import type { Highs } from 'highs';

let loading: Promise<Highs> | undefined;

/** The HiGHS solver, loaded when it's first needed and kept, because its WebAssembly takes 3.5 MB to compile. */
export function loadSolver(): Promise<Highs> {
  // The package types its ES module as if it were CommonJS, where the default export hides one level deeper.
  loading ??= import('highs').then((module) => (module.default as unknown as typeof module.default.default)());
  return loading;
}
