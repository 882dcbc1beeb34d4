import { explainOutcome } from '../explain/explain.ts';
import type { Language } from '../explain/catalogue.ts';
import type { Network } from '../model/network.ts';
import type { Outcome } from '../model/outcome.ts';
import { writeCsv } from './csv.ts';

/** The timeline of an outcome as CSV: a row for each change, its chain of causes in words. */
export function formatOutcomeCsv(network: Network, outcome: Outcome, language: Language = 'en'): string {
  const words = explainOutcome(network, outcome, language);
  const facts = new Map(network.assets.map((asset) => [asset.id, asset]));
  const header = ['hour', 'target', 'name', 'kind', 'region', 'sector', 'delivery', 'from', 'to', 'cause', 'in words'];
  const rows = outcome.changes.map(({ at, target, delivery, from, to, cause }, index) => {
    const asset = facts.get(target);
    return [
      at,
      target,
      asset?.name,
      asset?.kind,
      asset?.region,
      asset?.sector,
      delivery,
      from,
      to,
      cause.kind,
      words[index],
    ];
  });
  return writeCsv(header, rows);
}
