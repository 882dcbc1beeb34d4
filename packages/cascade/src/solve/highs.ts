import type { Highs } from 'highs';

let highs: Promise<Highs> | undefined;

/** The HiGHS solver, fetched and compiled on first use: who only simulates never loads its 3.5 MB. */
export function loadHighs(): Promise<Highs> {
  highs ??= import('highs').then(({ default: load }) => {
    // The package types its ES module as if it were CommonJS, where the default export hides one level deeper.
    return (load as unknown as () => Promise<Highs>)();
  });
  return highs;
}
