import { FAR, type Model } from './model.ts';

/** Time from which the service may begin at a visit that is reached at `time`; past its closing where it may not. */
export function beginAt(model: Model, node: number, time: number): number {
  const several = model.windows?.[node];
  if (!several) return time > model.open[node]! ? time : model.open[node]!;
  for (let k = 0; k < several.length; k += 2) {
    if (time <= several[k + 1]!) return time > several[k]! ? time : several[k]!;
  }
  return 2 * FAR;
}

/** Latest time up to `time` at which the service may begin; negative where it may not. */
export function beginUntil(model: Model, node: number, time: number): number {
  const several = model.windows?.[node];
  if (!several) return time < model.close[node]! ? time : model.close[node]!;
  for (let k = several.length - 2; k >= 0; k -= 2) {
    if (time >= several[k]!) return time < several[k + 1]! ? time : several[k + 1]!;
  }
  return -1;
}
