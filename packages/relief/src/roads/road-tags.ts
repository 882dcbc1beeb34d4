import type { RoadWay } from './road-graph.ts';

/** Speeds in km/h where a road doesn't state its own, by OpenStreetMap's `highway`. */
const SPEEDS: Readonly<Record<string, number>> = {
  motorway: 110,
  motorway_link: 60,
  trunk: 90,
  trunk_link: 50,
  primary: 70,
  primary_link: 45,
  secondary: 60,
  secondary_link: 40,
  tertiary: 50,
  tertiary_link: 35,
  unclassified: 40,
  residential: 30,
  living_street: 10,
  service: 20,
  road: 30,
  track: 15,
};

const KMH_PER_MPH = 1.609344;
const KMH_PER_KNOT = 1.852;
const TONNES: Readonly<Record<string, number>> = { '': 1, t: 1, kg: 0.001, st: 0.90718474, lbs: 0.00045359237 };

/** What the tags of a road say of driving on it; `undefined` if no vehicle may. */
export function roadFromTags(
  tags: Readonly<Record<string, string>>,
): Omit<RoadWay, 'id' | 'points' | 'names'> | undefined {
  const kind = tags.highway ?? '';
  const usual = SPEEDS[kind];
  const stated = speedOf(tags.maxspeed);
  if (usual === undefined && (stated === undefined || kind !== '')) return undefined;
  const barred = ['no', 'private'];
  if (barred.includes(tags.motor_vehicle ?? tags.vehicle ?? tags.access ?? '')) return undefined;
  const maxWeightT = weightOf(tags.maxweight);
  const maxHeightM = heightOf(tags.maxheight);
  return {
    speedKmh: stated ?? usual!,
    direction: directionOf(tags),
    ...(maxWeightT === undefined ? {} : { maxWeightT }),
    ...(maxHeightM === undefined ? {} : { maxHeightM }),
  };
}

function directionOf(tags: Readonly<Record<string, string>>): 'both' | 'forward' | 'backward' {
  switch (tags.oneway) {
    case 'yes':
    case 'true':
    case '1':
      return 'forward';
    case '-1':
    case 'reverse':
      return 'backward';
    case 'no':
    case 'false':
    case '0':
      return 'both';
    default:
      return tags.highway === 'motorway' || tags.junction === 'roundabout' ? 'forward' : 'both';
  }
}

function speedOf(text = ''): number | undefined {
  const match = /^(\d{1,3}(?:\.\d+)?) ?(mph|knots|km\/h)?$/.exec(text);
  if (!match) return undefined;
  const speed = Number(match[1]) * (match[2] === 'mph' ? KMH_PER_MPH : match[2] === 'knots' ? KMH_PER_KNOT : 1);
  return speed > 0 ? speed : undefined;
}

function weightOf(text = ''): number | undefined {
  const match = /^(\d{1,6}(?:\.\d+)?) ?(t|kg|st|lbs)?$/.exec(text);
  const weight = match ? Number(match[1]) * TONNES[match[2] ?? '']! : 0;
  return weight > 0 ? weight : undefined;
}

/** Metres, or feet and inches such as `12'6"`. */
function heightOf(text = ''): number | undefined {
  const metres = /^(\d{1,2}(?:\.\d+)?) ?m?$/.exec(text);
  const feet = /^(\d{1,2})'(?:(\d{1,2})")?$/.exec(text);
  const height = metres ? Number(metres[1]) : feet ? 0.3048 * (Number(feet[1]) + Number(feet[2] ?? 0) / 12) : 0;
  return height > 0 ? height : undefined;
}
