import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { Asset, Dependency, Link, Network, Service } from '../model/network.ts';
import type { Place } from '../shape/shape.ts';
import { checkAsset, findSwapped } from './asset.ts';
import { checkDependency } from './dependency.ts';
import { checkLink } from './link.ts';
import { networkFrame, rowShapes } from './network-shape.ts';
import { type Directory, RowReport } from './row.ts';

/** What could be accepted of an input, and what is wrong with the rest. */
export interface Accepted {
  /** The rows that are right, without those that refer to wrong ones. */
  readonly network: Network;
  readonly issues: readonly Issue[];
}

/** The network that a text of JSON holds, or everything that is wrong with it. */
export function parseNetwork(json: string): Result<Network> {
  try {
    return validateNetwork(JSON.parse(json));
  } catch (error) {
    return failure({ code: 'not-json', path: '', message: `This is not JSON: ${(error as Error).message}` });
  }
}

/** The network that a parsed input holds, or everything that is wrong with it. */
export function validateNetwork(input: unknown): Result<Network> {
  const accepted = acceptNetwork(input);
  if (!accepted.ok) return accepted;
  return accepted.value.issues.length > 0 ? failure(...accepted.value.issues) : ok(accepted.value.network);
}

/** The good rows of an input, and an issue for each bad one; fails only where the input has no rows at all. */
export function acceptNetwork(input: unknown): Result<Accepted> {
  const frame: Issue[] = [];
  networkFrame.check(input, undefined, frame);
  if (frame.length > 0) return failure(...frame);

  const draft = input as Network;
  const issues: Issue[] = [];
  const directory: Directory = { services: new Map(), assets: new Map(), links: new Map() };
  const services = keepGood<Service>('services', draft.services, issues, (service, report) => {
    if (directory.services.has(service.id)) {
      report.refuse('duplicate-id', ['id'], `There is another service ${service.id}`);
    }
    if (report.issues.length === 0) directory.services.set(service.id, service);
  });
  const swapped = new Set(draft.extent ? [] : findSwapped(draft.assets.filter((asset) => hasPosition(asset))));
  const assets = keepGood<Asset>('assets', draft.assets, issues, (asset, report) => {
    checkAsset(asset, directory, draft.extent, report);
    if (swapped.has(asset)) {
      report.refuse(
        'coordinates-swapped',
        ['position'],
        `[${asset.position?.join(', ')}] lies among the others once turned round`,
      );
    }
    if (report.issues.length === 0) directory.assets.set(asset.id, asset);
  });
  const links = keepGood<Link>('links', draft.links ?? [], issues, (link, report) => {
    checkLink(link, directory, report);
    if (report.issues.length === 0) directory.links.set(link.id, link);
  });
  const dependencies = keepGood<Dependency>('dependencies', draft.dependencies ?? [], issues, (dependency, report) =>
    checkDependency(dependency, directory, report),
  );
  return ok({ network: { ...draft, services, assets, links, dependencies }, issues });
}

function keepGood<Row>(
  table: keyof typeof rowShapes,
  rows: readonly Row[],
  issues: Issue[],
  check: (row: Row, report: RowReport) => void,
): Row[] {
  const shape = rowShapes[table];
  const parent: Place = { parent: undefined, key: table };
  const good: Row[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] as Row;
    const report = new RowReport({ parent, key: index });
    shape.check(row, report.place, report.issues);
    if (report.issues.length === 0) check(row, report);
    if (report.issues.length === 0) good.push(row);
    for (const issue of report.issues) issues.push(issue);
  }
  return good;
}

const hasPosition = (asset: unknown): boolean => {
  const position = (asset as Partial<Asset> | null)?.position;
  return Array.isArray(position) && typeof position[0] === 'number' && typeof position[1] === 'number';
};
