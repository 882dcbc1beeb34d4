import type { Format } from '../specification/kind.ts';
import { isPrimaryLanguage } from '../specification/language-subtags.ts';
import type { Recommendation } from '../specification/recommendations.ts';
import { characterSets, countryCodes } from '../specification/registries.ts';

/** What a format asks of a string. */
export interface FormatRule {
  readonly test: (text: string) => boolean;
  readonly wanted: string;
  /** The recommendation that a mismatch breaks; without it the format is required. */
  readonly recommendation?: Recommendation;
}

/**
 * The rules of all string formats. Expressions are linear, and those with loops see bounded texts only: a loop over
 * megabytes overflows the stack of the expression engine.
 */
export const formats: Readonly<Record<Format, FormatRule>> = {
  url: { test: isUri, wanted: 'a URL (RFC 3986)' },
  'email-address': { test: isEmailAddress, wanted: 'an e-mail address (RFC 5322 addr-spec)' },
  'domain-name': { test: isDomainName, wanted: 'a domain name (RFC 1034, RFC 5890)' },
  ipv4: { test: isIpv4, wanted: 'an IPv4 address, or a range in CIDR notation' },
  ipv6: { test: isIpv6, wanted: 'an IPv6 address, or a range in CIDR notation' },
  'mac-address': {
    test: (text) => /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(text),
    wanted: 'a MAC-48 address, lower case, parted by colons',
  },
  language: { test: isLanguageTag, wanted: 'a language tag (RFC 5646)' },
  cpe: { test: isCpe, wanted: 'a CPE 2.3 formatted string' },
  'character-set': {
    test: (text) => characterSets.has(text.toLowerCase()),
    wanted: 'a name of the IANA character set registry',
  },
  'registry-key': {
    test: (text) => !/^HK(?:LM|CC|CR|CU|U)(?:\\|$)/i.test(text),
    wanted: 'a registry key whose hive is written out',
  },
  // Blanks around a URL in a text are no part of it (RFC 3986 appendix C); published references have them.
  'reference-url': { test: (text) => isUri(text.trim()), wanted: 'a URL (RFC 3986)' },
  // Older producers write codes of ISO 639-2 such as eng: well-formed tags, though not the registered ones.
  'language-form': { test: isLanguageForm, wanted: 'a language tag (RFC 5646)' },
  'media-type': { test: isMediaType, wanted: 'a media type (RFC 6838)', recommendation: 'mime-type' },
  country: {
    test: (text) => countryCodes.has(text.toUpperCase()),
    wanted: 'an ISO 3166-1 alpha-2 code',
    recommendation: 'countries',
  },
  protocol: { test: isServiceName, wanted: 'a service name (RFC 6335)', recommendation: 'protocols' },
  'kill-chain-name': {
    test: (text) => !/[A-Z\s_]/.test(text),
    wanted: 'lower case with hyphens between words',
    recommendation: 'kill-chain-names',
  },
  'process-priority': {
    test: (text) => /^[A-Z_]{1,64}_CLASS$/.test(text),
    wanted: 'a priority class such as NORMAL_PRIORITY_CLASS',
    recommendation: 'windows-process-priority-format',
  },
};

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]{0,63}:/;
const NOT_IN_URI = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/;
const ATOM = /^[^\s()<>[\]:;@\\,."\u007f]+(?:\.[^\s()<>[\]:;@\\,."\u007f]+)*$/;
const QUOTED = /^"(?:[^"\\\r\n]|\\[^\r\n])*"$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const LANGUAGE =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+)$/;
const CPE_PART = /^(?:[*-]|(?:\*|\?+)?(?:[a-zA-Z0-9._-]|\\[^a-zA-Z0-9\s])+(?:\*|\?+)?)$/;
const MEDIA_TYPE =
  /^(?:application|audio|example|font|haptics|image|message|model|multipart|text|video|chemical|x-[a-z0-9]+)\/[A-Za-z0-9][A-Za-z0-9!#$&\-^_.+]{0,126}$/i;

function isUri(text: string): boolean {
  const scheme = SCHEME.exec(text)?.[0];
  return scheme !== undefined && text.length > scheme.length && !NOT_IN_URI.test(text);
}

/** A domain name of U-labels, A-labels or other labels without separators; a final dot names the root. */
function isDomainName(text: string): boolean {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  // Octets on the wire are checked for ASCII names only: a U-label's length depends on its A-label.
  if (name.length === 0 || name.length > 253) return false;
  return name
    .split('.')
    .every((label) => label.length > 0 && label.length <= 63 && !/[\s/@:?#[\]\\"<>,;()|%&=]/.test(label));
}

/** An address fits in a line, which has at most 998 characters (RFC 5322 §2.1.1). */
function isEmailAddress(text: string): boolean {
  if (text.length > 998) return false;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1);
  if (at < 1 || !(ATOM.test(local) || QUOTED.test(local))) return false;
  return (
    isDomainName(domain) || (domain.startsWith('[') && domain.endsWith(']') && !/[\s[\]\\]/.test(domain.slice(1, -1)))
  );
}

/** The part before a prefix length, or undefined if the length is not 0 to `bits` without leading zeros. */
function withoutPrefixLength(text: string, bits: number): string | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return text;
  const length = text.slice(slash + 1);
  return /^(?:0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bits ? text.slice(0, slash) : undefined;
}

function isIpv4(text: string): boolean {
  const address = withoutPrefixLength(text, 32);
  return address !== undefined && IPV4.test(address);
}

/** RFC 4291 §2.2: eight groups, one run of zero groups as `::`, the last two groups perhaps as an IPv4 address. */
function isIpv6(text: string): boolean {
  const address = withoutPrefixLength(text, 128);
  if (address === undefined || address.length > 45) return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (const [position, half] of halves.entries()) {
    if (half === '') continue;
    const parts = half.split(':');
    for (const [index, part] of parts.entries()) {
      const isLast = position === halves.length - 1 && index === parts.length - 1;
      if (isLast && part.includes('.')) {
        if (!IPV4.test(part)) return false;
        groups += 2;
      } else {
        if (!/^[0-9A-Fa-f]{1,4}$/.test(part)) return false;
        groups += 1;
      }
    }
  }
  return halves.length === 2 ? groups < 8 : groups === 8;
}

function isLanguageForm(text: string): boolean {
  return text.length <= 255 && LANGUAGE.test(text.toLowerCase());
}

/** A well-formed tag whose primary language is registered, or a private-use tag. */
function isLanguageTag(text: string): boolean {
  if (!isLanguageForm(text)) return false;
  const language = text.toLowerCase().split('-', 1)[0] ?? '';
  return language === 'x' || isPrimaryLanguage(language);
}

/** NIST IR 7695 §6.2: `cpe:2.3:` and eleven attributes, in which a colon is escaped. */
function isCpe(text: string): boolean {
  if (!text.startsWith('cpe:2.3:') || text.length > 4096) return false;
  const parts = text.slice(8).split(/(?<!\\):/);
  return parts.length === 11 && /^[aho*-]$/.test(parts[0] ?? '') && parts.every((part) => CPE_PART.test(part));
}

function isMediaType(text: string): boolean {
  return MEDIA_TYPE.test(text.slice(0, 255).split(';', 1)[0]?.trim() ?? '');
}

/** RFC 6335 §5.1; whether the name is registered too is not checked. */
function isServiceName(text: string): boolean {
  return text.length <= 15 && /^(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/i.test(text);
}
