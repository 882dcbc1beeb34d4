import type { Network } from '../model/network.ts';

type Position = readonly [number, number];

/** A GeoJSON feature (RFC 7946). */
export interface Feature {
  readonly type: 'Feature';
  readonly id: string;
  readonly geometry:
    | { readonly type: 'Point'; readonly coordinates: Position }
    | { readonly type: 'LineString'; readonly coordinates: readonly [Position, Position] };
  readonly properties: Properties;
}

/** A GeoJSON collection of features. */
export interface FeatureCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature[];
}

type Properties = Readonly<Record<string, string | number | null>>;

/** Facts about assets and links as features where they lie, with what the network says of them; without a place, none. */
export function featuresOf(
  network: Network,
  facts: readonly (readonly [target: string, properties: Properties])[],
): FeatureCollection {
  const assets = new Map(network.assets.map((asset) => [asset.id, asset]));
  const links = new Map((network.links ?? []).map((link) => [link.id, link]));
  const features = facts.flatMap(([target, properties]): Feature[] => {
    const asset = assets.get(target);
    const link = links.get(target);
    const thing = asset ?? link;
    const [from, to] = [assets.get(link?.from ?? '')?.position, assets.get(link?.to ?? '')?.position];
    const geometry = asset ? pointAt(asset.position) : lineBetween(from, to);
    if (!thing || !geometry) return [];
    const own = {
      name: thing.name ?? target,
      kind: thing.kind ?? null,
      region: asset?.region ?? null,
      sector: asset?.sector ?? null,
    };
    return [{ type: 'Feature', id: target, geometry, properties: { ...own, ...properties } }];
  });
  return { type: 'FeatureCollection', features };
}

const pointAt = (position: Position | undefined): Feature['geometry'] | undefined =>
  position && { type: 'Point', coordinates: position };

const lineBetween = (from: Position | undefined, to: Position | undefined): Feature['geometry'] | undefined =>
  from && to && { type: 'LineString', coordinates: [from, to] };
