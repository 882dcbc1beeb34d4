/** A ring of longitudes and latitudes; whether its last position repeats the first does not matter. */
export type Polygon = readonly (readonly [number, number])[];

/** Whether a position lies inside a polygon, by the parity of crossings of a ray to the east. */
export function isInside([x, y]: readonly [number, number], polygon: Polygon): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(index + 1) % polygon.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}
