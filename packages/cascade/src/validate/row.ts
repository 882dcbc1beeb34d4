import type { Report } from '../shape/report.ts';
import type { Asset, Link, Service } from '../model/network.ts';

/** What the rows accepted so far have declared, by id. */
export interface Directory {
  readonly services: Map<string, Service>;
  readonly assets: Map<string, Asset>;
  readonly links: Map<string, Link>;
}

/** Checks that a service is known and that the unit, where one is given, is the service's own. */
export function checkService(
  directory: Directory,
  report: Report,
  keys: readonly (string | number)[],
  { service, unit }: { readonly service: string; readonly unit?: string },
): Service | undefined {
  const known = directory.services.get(service);
  if (!known) {
    report.refuse('unknown-service', `There is no service ${JSON.stringify(service)}`, ...keys, 'service');
  } else if (unit !== undefined && unit !== known.unit) {
    report.refuse('unit-mismatch', `${service} is counted in ${known.unit}, not in ${unit}`, ...keys, 'unit');
  }
  return known;
}
