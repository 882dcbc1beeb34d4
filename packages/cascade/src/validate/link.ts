import type { Link } from '../model/network.ts';
import type { Report } from '../shape/report.ts';
import { checkService, type Directory } from './row.ts';

/** The rules that a link of the right form must keep. */
export function checkLink(link: Link, directory: Directory, report: Report): void {
  if (directory.assets.has(link.id) || directory.links.has(link.id)) {
    report.refuse('duplicate-id', `There is another asset or link ${link.id}`, 'id');
  }
  const service = checkService(directory, report, [], link);
  if (service?.sharing === 'logical') {
    report.refuse(
      'not-a-flow',
      `${service.id} is logical and needs no links; a dependency says who supplies whom`,
      'service',
    );
  }
  for (const end of ['from', 'to'] as const) {
    if (!directory.assets.has(link[end])) report.refuse('unknown-asset', `There is no asset ${link[end]}`, end);
  }
  if (link.from === link.to) report.refuse('self-link', `The link ${link.id} leads from ${link.from} to itself`, 'to');
}
