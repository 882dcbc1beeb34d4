import type { Level } from './model.ts';

/** Keys that every hub has; parties and communities get theirs from 100 on. */
export const fixedKeys = { public: 1, green: 2, authority: 3 } as const;

/** Levels as the database keeps them, in the order of the table. */
export const levelCodes: Readonly<Record<Level, number>> = {
  CLEAR: 0,
  GREEN: 1,
  AMBER: 2,
  'AMBER+STRICT': 3,
  RED: 4,
  UNMARKED: 5,
  UNKNOWN: 6,
};

/** To whom an object was released, by their integer keys. */
export interface ReleaseKeys {
  readonly owner: number;
  readonly communities: readonly number[];
  readonly recipients: readonly number[];
}

/** Keys of those who may read an object of a level: what `mayRead` decides, turned round so that it can be indexed. */
export function audienceOf(level: Level, release: ReleaseKeys): number[] {
  return [...new Set([...readersOf(level, release), release.owner])];
}

function readersOf(level: Level, release: ReleaseKeys): readonly number[] {
  switch (level) {
    case 'CLEAR':
      return [fixedKeys.public];
    case 'GREEN':
      return [fixedKeys.green];
    case 'AMBER':
    case 'AMBER+STRICT':
      return release.communities;
    case 'RED':
      return release.recipients;
    case 'UNMARKED':
    case 'UNKNOWN':
      return [fixedKeys.authority];
  }
}
