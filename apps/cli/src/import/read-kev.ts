import type { Issue } from '@sanad/result';
import { deterministicId } from './deterministic-id.ts';
import type { Draft, Found } from './found.ts';
import { readElements } from './read-stix.ts';

/** An entry of the catalogue of known exploited vulnerabilities, as CISA's schema has it. */
interface Entry {
  readonly cveID: string;
  readonly vendorProject?: string;
  readonly product?: string;
  readonly vulnerabilityName?: string;
  readonly dateAdded: string;
  readonly shortDescription?: string;
  readonly requiredAction?: string;
  readonly dueDate?: string;
  readonly knownRansomwareCampaignUse?: string;
  readonly notes?: string;
  readonly cwes?: readonly string[];
}

/** Reads CISA's catalogue of known exploited vulnerabilities: one vulnerability an entry, with all that the entry tells. */
export async function* readKev(input: AsyncIterable<Uint8Array>, head: string): AsyncGenerator<Found, void, undefined> {
  const released = Date.parse(/"dateReleased"\s*:\s*"([^"]+)"/.exec(head)?.[1] ?? '');
  const changed = new Date(Number.isNaN(released) ? Date.now() : released).toISOString();
  for await (const { place, value, issues } of readElements(input, { list: 'vulnerabilities' })) {
    if (issues) {
      yield { kind: 'refused', place, issues };
      continue;
    }
    const wrong = issuesOf(value);
    if (wrong.length > 0) yield { kind: 'refused', place, issues: wrong };
    else yield { kind: 'object', place, object: vulnerability(value as Entry), made: { changed } };
  }
}

function issuesOf(value: unknown): Issue[] {
  const entry = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const issues: Issue[] = [];
  const expect = (name: string, form: RegExp, message: string): void => {
    if (typeof entry[name] !== 'string' || !form.test(entry[name]))
      issues.push({ code: 'kev-entry', path: name, message });
  };
  expect('cveID', /^CVE-\d{4}-\d{4,19}$/, 'An entry has a CVE number, such as CVE-2025-48384.');
  expect(
    'dateAdded',
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
    'An entry has the date on which it was added, such as 2025-08-25.',
  );
  return issues;
}

function vulnerability(entry: Entry): Draft {
  const { cveID, notes = '', cwes = [] } = entry;
  const added = `${entry.dateAdded}T00:00:00.000Z`;
  const told = {
    x_kev_vendor_project: entry.vendorProject,
    x_kev_product: entry.product,
    x_kev_date_added: entry.dateAdded,
    x_kev_due_date: entry.dueDate,
    x_kev_required_action: entry.requiredAction,
    x_kev_known_ransomware_campaign_use: entry.knownRansomwareCampaignUse,
    x_kev_notes: notes,
  };
  return {
    type: 'vulnerability',
    spec_version: '2.1',
    id: deterministicId('vulnerability', 'cisa-kev', cveID),
    created: added,
    modified: added,
    name: cveID,
    description: [entry.vulnerabilityName, entry.shortDescription].filter(Boolean).join(': '),
    labels: ['known-exploited', ...(entry.knownRansomwareCampaignUse === 'Known' ? ['ransomware'] : [])],
    external_references: [
      { source_name: 'cve', external_id: cveID },
      ...cwes.map((id) => ({ source_name: 'cwe', external_id: id })),
      ...links(notes).map((url) => ({ source_name: 'cisa-kev', url })),
    ],
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value)),
  };
}

/** The addresses in the notes, which CISA parts by semicolons; the notes themselves are kept as they are. */
function links(notes: string): string[] {
  const found = notes.match(/https?:\/\/[^\s;]+/g) ?? [];
  // Some end in what closes a sentence or a quote, some hold letters that a URL has to escape.
  return found.map((url) => url.replace(/["'.,)\]]+$/, '')).flatMap((url) => URL.parse(url)?.href ?? []);
}
