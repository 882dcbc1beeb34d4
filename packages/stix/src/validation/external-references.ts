import { join, show, type Report } from './report.ts';
import { isObject, type JsonObject } from './values.ts';

/** Registries that the specification names for a type, and how their ids are written. */
const registries: Readonly<Record<string, { source: string; id: RegExp; clause: string }>> = {
  'attack-pattern': { source: 'capec', id: /^CAPEC-[0-9]+$/, clause: '4.1' },
  vulnerability: { source: 'cve', id: /^CVE-[0-9]{4}-(?:0[0-9]{3}|[1-9][0-9]{3,})$/, clause: '4.19' },
};

/** What tables can't say of external references: ids of CAPEC and CVE, and hashes of what a URL points to. */
export function checkExternalReferences(object: JsonObject, path: string, report: Report): void {
  const references = object['external_references'];
  if (!Array.isArray(references)) return;
  const registry = registries[String(object['type'])];
  for (const [index, reference] of references.entries()) {
    if (!isObject(reference)) continue;
    const at = (): string => join(join(path, 'external_references'), index);
    const { source_name: source, external_id: id } = reference;
    if (registry) {
      const isId = typeof id === 'string' && registry.id.test(id);
      if (source === registry.source && !isId) {
        const message = `${show(id)} is not an id of ${registry.source}, such as ${registry.source.toUpperCase()}-…`;
        report.must('bad-external-id', at(), 'external_id', message, registry.clause);
      } else if (isId && source !== registry.source) {
        report.must(
          'bad-external-id',
          at(),
          'source_name',
          `must be ${registry.source} because of ${id}`,
          registry.clause,
        );
      }
    }
    if (report.strict && reference['url'] !== undefined && reference['hashes'] === undefined) {
      report.should('extref-hashes', at(), 'hashes', 'hashes should be given of what the URL points to', '2.5');
    }
  }
}
