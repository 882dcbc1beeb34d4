import type { Issue } from '@sanad/result';
import { pathOf, type Place } from '../shape/shape.ts';
import type { Asset, Link, Service } from '../model/network.ts';

/** What the rows accepted so far have declared, by id. */
export interface Directory {
  readonly services: Map<string, Service>;
  readonly assets: Map<string, Asset>;
  readonly links: Map<string, Link>;
}

/** A row under test: where it stands, and what is found wrong with it. */
export class RowReport {
  readonly issues: Issue[] = [];
  readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }

  /** Notes a broken rule at a property path below the row. */
  refuse(code: string, keys: readonly (string | number)[], message: string): void {
    let place: Place = this.place;
    for (const key of keys) place = { parent: place, key };
    this.issues.push({ code, path: pathOf(place), message });
  }
}

/** Checks that a service is known and that the unit, where one is given, is the service's own. */
export function checkService(
  directory: Directory,
  report: RowReport,
  keys: readonly (string | number)[],
  { service, unit }: { readonly service: string; readonly unit?: string },
): Service | undefined {
  const known = directory.services.get(service);
  if (!known) {
    report.refuse('unknown-service', [...keys, 'service'], `There is no service ${JSON.stringify(service)}`);
  } else if (unit !== undefined && unit !== known.unit) {
    report.refuse('unit-mismatch', [...keys, 'unit'], `${service} is counted in ${known.unit}, not in ${unit}`);
  }
  return known;
}
