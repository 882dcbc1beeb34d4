/** A media type or range as it stands in a header: all lower case but the values of parameters. */
interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Whether an `Accept` header takes TAXII 2.1 (RFC 9110 §12.5.1): the most specific range that names it decides, and a
 * weight of 0 there refuses. No header takes everything.
 */
export function acceptsTaxii(accept: string | null): boolean {
  if (accept === null || accept.trim() === '') return true;
  let best = { specificity: -1, accepted: false };
  for (const range of splitOutsideQuotes(accept, ',').map(parseMediaType)) {
    const specificity = range ? specificityFor(range) : undefined;
    if (!range || specificity === undefined || specificity < best.specificity) continue;
    const accepted = !/^0(?:\.0*)?$/.test(range.parameters.get('q') ?? '1');
    best = { specificity, accepted: accepted || (specificity === best.specificity && best.accepted) };
  }
  return best.accepted;
}

/** Whether a `Content-Type` header says TAXII 2.1, with or without the version, in any spelling of the parameters. */
export function isTaxiiContent(contentType: string | null): boolean {
  const media = contentType === null ? undefined : parseMediaType(contentType);
  return media?.type === 'application/taxii+json' && isVersion21(media);
}

function specificityFor(range: MediaType): number | undefined {
  switch (range.type) {
    case 'application/taxii+json':
      if (!isVersion21(range)) return undefined;
      return range.parameters.has('version') ? 3 : 2;
    case 'application/*':
      return 1;
    case '*/*':
    case '*': // what Java's own HTTP client sends
      return 0;
    default:
      return undefined;
  }
}

const isVersion21 = (media: MediaType): boolean => (media.parameters.get('version') ?? '2.1') === '2.1';

/** Takes `type/subtype; name=value; name="value"` apart, with whitespace anywhere that somebody might put it. */
function parseMediaType(text: string): MediaType | undefined {
  const [type = '', ...rest] = splitOutsideQuotes(text, ';').map((part) => part.trim());
  if (!/^[!#$%&'*+.^_`|~\w-]+(?:\/[!#$%&'*+.^_`|~\w-]+)?$/.test(type)) return undefined;
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const equals = parameter.indexOf('=');
    if (equals < 0) continue;
    const value = parameter.slice(equals + 1).trim();
    const quoted = /^"(.*)"$/s.exec(value)?.[1]?.replaceAll(/\\(.)/gs, '$1');
    parameters.set(parameter.slice(0, equals).trim().toLowerCase(), quoted?.trim() ?? value);
  }
  return { type: type.toLowerCase(), parameters };
}

function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    else if (quoted && character === '\\') index += 1;
    else if (!quoted && character === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
