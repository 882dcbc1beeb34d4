import type { Compiled } from '../compile/compiled.ts';
import { run } from '../engine/run.ts';
import { createState, rest, type State } from '../engine/state.ts';
import { populationHours } from '../simulate/tally.ts';
import { type Draw, drawDrain, drawPlan } from './draw.ts';

/** What a row of runs came to. */
export interface PlayedRuns {
  /** Unserved population-hours of each run. */
  readonly populationHours: Float64Array;
  /** Per asset and link: the runs in which it was not fully working for some time, and the hours lost over all runs. */
  readonly hits: Int32Array;
  readonly hoursLost: Float64Array;
}

/** Plays runs one after another on a network, keeping its state between calls. */
export class Player {
  readonly #state: State;
  readonly #draw: Draw;

  constructor(compiled: Compiled, draw: Draw) {
    this.#state = createState(compiled);
    this.#draw = draw;
  }

  /** Plays the runs `from` up to `to`. */
  play(from: number, to: number): PlayedRuns {
    const state = this.#state;
    const solid = state.compiled.assetCount + state.compiled.linkCount;
    const played = {
      populationHours: new Float64Array(to - from),
      hits: new Int32Array(solid),
      hoursLost: new Float64Array(solid),
    };
    for (let number = from; number < to; number += 1) {
      state.drain = drawDrain(this.#draw, number);
      run(state, drawPlan(this.#draw, number));
      played.populationHours[number - from] = populationHours(state);
      for (const element of state.touchedElements) {
        if (element >= solid || !(state.hoursLost[element]! > 0)) continue;
        played.hits[element]! += 1;
        played.hoursLost[element]! += state.hoursLost[element]!;
      }
      rest(state);
    }
    return played;
  }
}
