import { TLP, type TlpLevel } from '@sanad/stix';
import type { Draft, Found } from '../found.ts';
import type { MispAttribute, MispEvent, MispObject } from './event.ts';
import { idOf } from './id.ts';
import { observe, patternOf, scosOf, wholeOf, type Observable } from './observable.ts';

/** Longer things, such as malware samples, stay in MISP. */
const longestKept = 65_536;
/** Languages of rules that MISP and STIX call the same. */
const ruleLanguages = new Set(['yara', 'snort', 'sigma', 'suricata']);

/**
 * A MISP event as STIX: values that are to be looked for become indicators, other values observables, CVEs
 * vulnerabilities, and the event itself a report on all of them. What has no counterpart stays in the report as it came.
 */
export function* convertEvent(event: MispEvent): Generator<Found, void, undefined> {
  const objects: Draft[] = [];
  const kept: MispAttribute[] = [];
  const links: string[] = [];
  if (event.author.name) objects.push(authorOf(event));
  const take = (attribute: MispAttribute): void => {
    const made = ofAttribute(event, attribute);
    objects.push(...made);
    if (made.length > 0 || attribute.deleted) return;
    if (attribute.type === 'link' && URL.canParse(attribute.value)) links.push(attribute.value);
    else kept.push(attribute);
  };
  event.attributes.forEach(take);
  for (const object of event.objects) {
    const { made, rest } = ofObject(event, object);
    objects.push(...made);
    rest.forEach(take);
  }
  const report = reportOf(event, objects, links, kept);
  const all = new Map([...objects, report, ...notesOf(event, report.id)].map((object) => [object.id, object]));
  const { modified: changed } = timesOf(event, event.timestamp);
  for (const object of all.values()) yield { kind: 'object', place: `Event ${event.uuid}`, object, made: { changed } };
  for (const { place, type, value } of kept) yield { kind: 'kept', place, what: `${type} ${value}`.slice(0, 200) };
}

/** The day of the event stays when anything in it changes, so all versions agree on `created`. */
function timesOf(event: MispEvent, timestamp: number): { created: string; modified: string } {
  const day = Date.parse(event.date);
  const changed = (timestamp || event.timestamp) * 1000;
  const created = Number.isNaN(day) ? changed : day;
  return { created: new Date(created).toISOString(), modified: new Date(Math.max(created, changed)).toISOString() };
}

const authorId = ({ author }: MispEvent): string => idOf('identity', author.uuid, 'organisation', author.name);

function authorOf(event: MispEvent): Draft {
  const { created } = timesOf(event, 0);
  const dates = { created, modified: created };
  return {
    type: 'identity',
    spec_version: '2.1',
    id: authorId(event),
    ...dates,
    name: event.author.name,
    identity_class: 'organization',
  };
}

/** What every object out of an event has in common. */
function common(event: MispEvent, tags: readonly string[], timestamp: number): Record<string, unknown> {
  const level = [...tags, ...event.tags].map(levelOf).find((one) => one !== undefined);
  const labels = tags.filter((tag) => !levelOf(tag));
  return {
    spec_version: '2.1',
    ...(event.author.name ? { created_by_ref: authorId(event) } : {}),
    ...timesOf(event, timestamp),
    ...(labels.length > 0 ? { labels: [...new Set(labels)] } : {}),
    ...(level ? { object_marking_refs: [TLP[level].id] } : {}),
  };
}

function levelOf(tag: string): TlpLevel | undefined {
  const level = tag.toUpperCase();
  if (level === 'TLP:WHITE') return 'TLP:CLEAR';
  return level in TLP ? (level as TlpLevel) : undefined;
}

function ofAttribute(event: MispEvent, attribute: MispAttribute): Draft[] {
  const { type, value, comment } = attribute;
  const base = common(event, attribute.tags, attribute.timestamp);
  if (type === 'vulnerability' && /^CVE-\d{4}-\d{4,}$/i.test(value))
    return [vulnerability(base, attribute, value, comment)];
  if (ruleLanguages.has(type)) return [indicator(base, attribute, `${type} rule`, value, type)];
  const observable = observe(type, value);
  if (!observable) return [];
  if (attribute.toIds) return [indicator(base, attribute, value, patternOf(observable), 'stix')];
  return attribute.deleted ? [] : marked(scosOf(observable), base);
}

/** Values that only mean something together: the hashes of one file, a domain and its address, a described vulnerability. */
function ofObject(event: MispEvent, object: MispObject): { made: Draft[]; rest: readonly MispAttribute[] } {
  const { attributes } = object;
  const base = common(
    event,
    attributes.flatMap((one) => one.tags),
    object.timestamp,
  );
  const without = (used: readonly unknown[]): MispAttribute[] => attributes.filter((one) => !used.includes(one));
  const name = object.name === 'vulnerability' && attributes.find((one) => one.relation === 'id');
  if (name) {
    const summary = attributes.find((one) => one.relation === 'summary' || one.relation === 'description');
    return { made: [vulnerability(base, object, name.value, summary?.value)], rest: without([name, summary]) };
  }
  const observed = new Map<Observable, MispAttribute>();
  for (const attribute of attributes) {
    const observable = attribute.deleted ? undefined : observe(attribute.type, attribute.value);
    if (observable) observed.set(observable, attribute);
  }
  const whole = wholeOf(object.name, [...observed.keys()]);
  if (!whole) return { made: [], rest: attributes };
  const used = whole.parts.flatMap((part) => observed.get(part) ?? []);
  const title = used.map((attribute) => attribute.value).join(' ');
  const made = used.some((attribute) => attribute.toIds)
    ? [indicator(base, object, title, patternOf(whole.observable), 'stix')]
    : marked(scosOf(whole.observable), base);
  return { made, rest: made.length > 0 ? without(used) : attributes };
}

function indicator(
  base: Record<string, unknown>,
  source: MispAttribute | MispObject,
  name: string,
  pattern: string,
  language: string,
): Draft {
  const seen = Date.parse('firstSeen' in source ? source.firstSeen : '');
  return {
    type: 'indicator',
    id: idOf('indicator', source.uuid, pattern),
    ...base,
    name: name.slice(0, 500),
    ...(source.comment ? { description: source.comment } : {}),
    pattern,
    pattern_type: language,
    valid_from: Number.isNaN(seen) ? base['created'] : new Date(seen).toISOString(),
    ...(source.deleted ? { revoked: true } : {}),
  };
}

function vulnerability(
  base: Record<string, unknown>,
  source: MispAttribute | MispObject,
  name: string,
  description: string | undefined,
): Draft {
  return {
    type: 'vulnerability',
    id: idOf('vulnerability', source.uuid, name),
    ...base,
    name,
    ...(description ? { description } : {}),
    ...(/^CVE-/i.test(name) ? { external_references: [{ source_name: 'cve', external_id: name.toUpperCase() }] } : {}),
    ...(source.deleted ? { revoked: true } : {}),
  };
}

/** Observables carry no dates, only the marking. */
const marked = (scos: readonly Draft[], { object_marking_refs: markings }: Record<string, unknown>): Draft[] =>
  scos.map((sco) => (markings ? { ...sco, object_marking_refs: markings } : sco));

function reportOf(
  event: MispEvent,
  objects: readonly Draft[],
  links: readonly string[],
  kept: readonly MispAttribute[],
): Draft {
  const base = common(event, event.tags, event.timestamp);
  const id = idOf('report', event.uuid);
  return {
    type: 'report',
    id,
    ...base,
    name: event.info,
    published: event.published > 0 ? new Date(event.published * 1000).toISOString() : base['modified'],
    // A report is on something (STIX 2.1 §4.16): on itself when the event has nothing that STIX can name.
    object_refs: objects.length > 0 ? [...new Set(objects.map((object) => object.id))] : [id],
    external_references: [
      { source_name: 'misp', external_id: event.uuid },
      ...links.map((url) => ({ source_name: 'misp', url })),
    ],
    ...(kept.length > 0 ? { x_misp_kept: kept.map(({ raw }) => shortened(raw)) } : {}),
  };
}

const shortened = (raw: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => JSON.stringify(value ?? null).length <= longestKept));

const notesOf = (event: MispEvent, report: string): Draft[] =>
  event.reports.map(({ uuid, name, content, timestamp }) => ({
    type: 'note',
    id: idOf('note', uuid, event.uuid, name),
    ...common(event, [], timestamp),
    ...(name ? { abstract: name } : {}),
    content,
    object_refs: [report],
  }));
