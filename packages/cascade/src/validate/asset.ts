import type { Asset, Network } from '../model/network.ts';
import type { Report } from '../shape/report.ts';
import { checkService, type Directory } from './row.ts';

/** The rules that an asset of the right form must keep. */
export function checkAsset(asset: Asset, directory: Directory, extent: Network['extent'], report: Report): void {
  const namesake = directory.assets.get(asset.id);
  if (namesake && namesake.owner !== asset.owner) {
    const owners = [namesake.owner, asset.owner].map((owner) => owner ?? 'nobody').join(' and ');
    report.refuse('two-owners', `The asset ${asset.id} is claimed by ${owners}`, 'owner');
  } else if (namesake) {
    report.refuse('duplicate-id', `There is another asset ${asset.id}`, 'id');
  }
  if (asset.position) checkPosition(asset.position, extent, report);
  for (const [index, production] of (asset.produces ?? []).entries()) {
    const service = checkService(directory, report, ['produces', index], production);
    if (service?.sharing === 'logical') {
      report.refuse(
        'not-a-flow',
        `${service.id} is logical: an asset that works gives it`,
        'produces',
        index,
        'service',
      );
    }
  }
  const drawn = new Set<string>();
  for (const [index, demand] of (asset.demands ?? []).entries()) {
    checkService(directory, report, ['demands', index], demand);
    if (drawn.has(demand.service)) {
      report.refuse('duplicate-demand', `${asset.id} draws ${demand.service} twice; add them up`, 'demands', index);
    }
    drawn.add(demand.service);
  }
}

function checkPosition(
  [longitude, latitude]: readonly [number, number],
  extent: Network['extent'],
  report: Report,
): void {
  const valid = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
  const inside = (x: number, y: number): boolean =>
    extent
      ? x >= extent[0] && x <= extent[2] && y >= extent[1] && y <= extent[3]
      : Math.abs(x) <= 180 && Math.abs(y) <= 90;
  if (valid && inside(longitude, latitude)) return;
  if (inside(latitude, longitude)) {
    report.refuse(
      'coordinates-swapped',
      `[${longitude}, ${latitude}] is latitude first; longitude goes first`,
      'position',
    );
  } else if (!valid) {
    report.refuse(
      'not-on-earth',
      `Longitude is within ±180 and latitude within ±90; found [${longitude}, ${latitude}]`,
      'position',
    );
  } else {
    report.refuse('outside-extent', `[${longitude}, ${latitude}] lies outside the network's extent`, 'position');
  }
}

/**
 * The assets whose coordinates look swapped: far from where nearly all others lie, and among them once turned round.
 * Needs eight assets with positions, of which nine in ten lie right.
 */
export function findSwapped(assets: readonly Asset[]): Asset[] {
  const placed = assets.filter((asset) => asset.position !== undefined);
  if (placed.length < 8) return [];
  const box = [0, 1].map((axis) => {
    const sorted = Float64Array.from(placed, (asset) => asset.position?.[axis] ?? 0).toSorted();
    const low = sorted[Math.floor(sorted.length * 0.1)] ?? 0;
    const high = sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0;
    const slack = Math.max(high - low, 0.1);
    return [low - slack, high + slack] as const;
  });
  const within = (value: number, axis: number): boolean => {
    const [low, high] = box[axis] ?? [0, 0];
    return value >= low && value <= high;
  };
  return placed.filter(
    ({ position: [x, y] = [0, 0] }) => !(within(x, 0) && within(y, 1)) && within(y, 0) && within(x, 1),
  );
}
