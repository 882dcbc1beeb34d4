import type { Language } from '../explain/catalogue.ts';
import { explainOutcome } from '../explain/explain.ts';
import type { Network } from '../model/network.ts';
import type { Outcome, Unserved } from '../model/outcome.ts';
import { reportWords } from './words.ts';

/** A report before it is written in a format. */
interface Page {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly tables: readonly {
    readonly title: string;
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
}

/** How many changes a page tells. */
const MOST_CHANGES = 20;

/** The one-page report of an outcome: figures, tables by service, region and sector, and the first changes with their causes. */
export function formatReport(
  network: Network,
  outcome: Outcome,
  {
    format = 'markdown',
    language = 'en',
  }: { readonly format?: 'markdown' | 'html'; readonly language?: Language } = {},
): string {
  const page = pageOf(network, outcome, language);
  return format === 'html' ? asHtml(page, language) : asMarkdown(page);
}

function pageOf(network: Network, outcome: Outcome, language: Language): Page {
  const words = reportWords[language];
  const format = new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-latn' : 'en', { maximumFractionDigits: 1 });
  const number = (value: number): string => format.format(value);
  const { unserved, restoration, horizonHours } = outcome;
  const time = (at: number | undefined): string =>
    at === undefined ? words.notWithin(number(horizonHours)) : words.hours(number(at));
  const units = new Map(network.services.map(({ id, unit }) => [id, unit]));
  const demandOf = ({ demandHours }: Unserved): string =>
    Object.entries(demandHours)
      .map(([service, hours]) => `${number(hours)} ${units.get(service) ?? ''}·h ${service}`)
      .join(', ');
  const table = (title: string, parts: Readonly<Record<string, Unserved>>): Page['tables'][number] => ({
    title,
    header: [title, words.populationHours, words.demandHours],
    rows: Object.entries(parts)
      .toSorted(([, a], [, b]) => b.populationHours - a.populationHours)
      .map(([name, part]) => [name, number(part.populationHours), demandOf(part)]),
  });
  const told = explainOutcome(network, outcome, language);
  const lines = told.length === 0 ? [words.nothing] : told.slice(0, MOST_CHANGES);
  if (told.length > MOST_CHANGES) lines.push(words.more(told.length - MOST_CHANGES));
  const unconfirmed = outcome.unconfirmed.map(({ asset, service }) => `${asset} ← ${service}`);
  return {
    title: outcome.scenario ? `${words.title}: ${outcome.scenario}` : words.title,
    facts: [
      [words.unserved, `${number(unserved.populationHours)} ${words.populationHours}`],
      [words.peak, `${number(restoration.peakPeople)} (${words.hours(number(restoration.peakAt))})`],
      [words.half, time(restoration.halfAt)],
      [words.full, time(restoration.fullAt)],
    ],
    tables: [
      table(words.byService, outcome.byService),
      table(words.byRegion, outcome.byRegion),
      table(words.bySector, outcome.bySector),
    ],
    sections: [
      { title: words.whatHappened, lines },
      ...(unconfirmed.length > 0 ? [{ title: words.unconfirmed, lines: unconfirmed }] : []),
    ],
  };
}

function asMarkdown({ title, facts, tables, sections }: Page): string {
  const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|]/g, String.raw`\$&`).replaceAll('\n', ' ');
  const row = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;
  return [
    `# ${plain(title)}`,
    '',
    ...facts.map(([name, value]) => `- **${plain(name)}**: ${plain(value)}`),
    ...tables.flatMap(({ title: heading, header, rows }) => [
      '',
      `## ${plain(heading)}`,
      '',
      row(header),
      row(header.map(() => '---')).replaceAll('\\', ''),
      ...rows.map(row),
    ]),
    ...sections.flatMap(({ title: heading, lines }) => [
      '',
      `## ${plain(heading)}`,
      '',
      ...lines.map((line) => `- ${plain(line)}`),
    ]),
    '',
  ].join('\n');
}

const STYLE =
  'body{font:14px/1.5 system-ui,sans-serif;max-inline-size:60rem;margin:2rem auto;padding-inline:1rem}' +
  'table{border-collapse:collapse;inline-size:100%}th,td{text-align:start;border-block-end:1px solid #ccc;padding:.2rem .5rem}' +
  '@media print{body{margin:0}}';

function asHtml({ title, facts, tables, sections }: Page, language: Language): string {
  const cell = (tag: 'td' | 'th', text: string): string => `<${tag}><bdi>${escaped(text)}</bdi></${tag}>`;
  const row = (tag: 'td' | 'th', cells: readonly string[]): string =>
    `<tr>${cells.map((text) => cell(tag, text)).join('')}</tr>`;
  return [
    '<!doctype html>',
    `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`,
    `<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>`,
    `<body><h1>${escaped(title)}</h1>`,
    `<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`,
    ...tables.map(
      ({ title: heading, header, rows }) =>
        `<h2>${escaped(heading)}</h2><table><thead>${row('th', header)}</thead><tbody>${rows.map((cells) => row('td', cells)).join('')}</tbody></table>`,
    ),
    ...sections.map(
      ({ title: heading, lines }) =>
        `<h2>${escaped(heading)}</h2><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`,
    ),
    '</body></html>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
