import { failure, ok, type Issue, type Result } from '@sanad/result';
import type { Asset, Network } from '../model/network.ts';
import { checkAsset, findSwapped } from './asset.ts';
import { checkDependency } from './dependency.ts';
import { checkLink } from './link.ts';
import { networkFrame, rowShapes } from './network-shape.ts';
import { Report } from '../shape/report.ts';
import type { Directory } from './row.ts';

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
  const { network, issues } = accepted.value;
  return issues.length > 0 ? { ok: false, issues: [...issues] } : ok(network);
}

/** The good rows of an input, and an issue for each bad one; fails only where the input has no rows at all. */
export function acceptNetwork(input: unknown): Result<Accepted> {
  const report = new Report();
  networkFrame.check(input, report);
  if (report.issues.length > 0) return { ok: false, issues: report.issues };

  const draft = input as Network;
  const directory: Directory = { services: new Map(), assets: new Map(), links: new Map() };
  const services = keepGood('services', draft.services, report, (service) => {
    if (directory.services.has(service.id))
      report.refuse('duplicate-id', `There is another service ${service.id}`, 'id');
    else directory.services.set(service.id, service);
  });
  const swapped = new Set(draft.extent ? [] : findSwapped(draft.assets.filter(hasPosition)));
  const assets = keepGood('assets', draft.assets, report, (asset) => {
    const found = report.issues.length;
    checkAsset(asset, directory, draft.extent, report);
    if (swapped.has(asset)) {
      const position = asset.position?.join(', ');
      report.refuse('coordinates-swapped', `[${position}] lies among the others once turned round`, 'position');
    }
    if (report.issues.length === found) directory.assets.set(asset.id, asset);
  });
  const links = keepGood('links', draft.links ?? [], report, (link) => {
    const found = report.issues.length;
    checkLink(link, directory, report);
    if (report.issues.length === found) directory.links.set(link.id, link);
  });
  const dependencies = keepGood('dependencies', draft.dependencies ?? [], report, (dependency) =>
    checkDependency(dependency, directory, report),
  );
  return ok({ network: { ...draft, services, assets, links, dependencies }, issues: report.issues });
}

/** The rows of a table that have the right form and keep its rules; reports what is wrong with the others. */
function keepGood<Row>(
  table: keyof typeof rowShapes,
  rows: readonly Row[],
  report: Report,
  check: (row: Row) => void,
): Row[] {
  const shape = rowShapes[table];
  const good: Row[] = [];
  report.path.push(table);
  for (const [index, row] of rows.entries()) {
    const found = report.issues.length;
    report.path.push(index);
    shape.check(row, report);
    if (report.issues.length === found) check(row);
    if (report.issues.length === found) good.push(row);
    report.path.pop();
  }
  report.path.pop();
  return good;
}

const hasPosition = (asset: unknown): boolean => {
  const position = (asset as Partial<Asset> | null)?.position;
  return Array.isArray(position) && typeof position[0] === 'number' && typeof position[1] === 'number';
};
