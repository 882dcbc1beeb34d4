import type { CurvePoint, Restoration } from '../model/outcome.ts';

/** The peak of a curve, and from when on it stays at or below half of it and at nothing. */
export function restorationOf(curve: readonly CurvePoint[]): Restoration {
  let peak: CurvePoint = { at: 0, people: 0 };
  for (const point of curve) if (point.people > peak.people) peak = point;
  const halfAt = staysWithin(curve, peak.people / 2);
  const fullAt = staysWithin(curve, 0);
  return {
    peakPeople: peak.people,
    peakAt: peak.at,
    ...(halfAt !== undefined && { halfAt }),
    ...(fullAt !== undefined && { fullAt }),
  };
}

/** From when on a curve stays at or below a limit; undefined if it ends above. */
function staysWithin(curve: readonly CurvePoint[], limit: number): number | undefined {
  const above = curve.findLastIndex((point) => point.people > limit);
  return curve[above + 1]?.at;
}
