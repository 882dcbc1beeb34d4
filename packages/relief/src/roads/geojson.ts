import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { RoadWay } from './road-graph.ts';
import { roadFromTags } from './road-tags.ts';

/**
 * Reads roads from a GeoJSON FeatureCollection (RFC 7946) of lines whose properties are OpenStreetMap's tags
 * (`highway`, `maxspeed` in km/h, `oneway`, `maxweight`, `maxheight`) and an optional `id`. What isn't a line and
 * lines closed to vehicles are left out.
 */
export function readRoadsGeoJson(input: unknown): Result<RoadWay[]> {
  if (!isRecord(input) || input.type !== 'FeatureCollection' || !Array.isArray(input.features)) {
    const message = 'Roads must come as a GeoJSON FeatureCollection.';
    return failure({ code: 'not-geojson', path: '', message, spec: 'RFC 7946 §3.3' });
  }
  const ways: RoadWay[] = [];
  const issues: Issue[] = [];
  for (const [index, feature] of (input.features as unknown[]).entries()) {
    if (!isRecord(feature) || !isRecord(feature.geometry)) continue;
    const { type, coordinates } = feature.geometry;
    if (type !== 'LineString' && type !== 'MultiLineString') continue;
    const lines = type === 'LineString' ? [coordinates] : coordinates;
    if (!Array.isArray(lines) || !lines.every(isLine)) {
      const message = 'The coordinates must be lists of longitude and latitude.';
      issues.push({ code: 'bad-coordinates', path: `features/${index}/geometry`, message, spec: 'RFC 7946 §3.1.4' });
      continue;
    }
    const properties = isRecord(feature.properties) ? feature.properties : {};
    const road = roadFromTags(asTags(properties));
    if (!road) continue;
    const id = [properties.id, feature.id].find((name) => typeof name === 'string' || typeof name === 'number');
    for (const line of lines) {
      const points = line.map(([lon, lat]) => [lon, lat] as const);
      ways.push({ id: String(id ?? `feature-${index}`), points, ...road });
    }
  }
  return issues.length > 0 ? failure(...issues) : ok(ways);
}

function asTags(properties: Record<string, unknown>): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') tags[key] = String(value);
  }
  return tags;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLine(value: unknown): value is [number, number][] {
  return (
    Array.isArray(value) &&
    value.every((point) => Array.isArray(point) && Number.isFinite(point[0]) && Number.isFinite(point[1]))
  );
}
