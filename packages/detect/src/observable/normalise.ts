import { formatAddress, writeAddress } from './address.ts';
import { hexOf, writeDigest, writeMac } from './digest.ts';
import { asciiOf, pushHost, writeDomain } from './domain.ts';
import { writeEmail } from './email.ts';
import { writeFileName } from './file-name.ts';
import { Key } from './key.ts';
import { refang } from './refang.ts';
import { codeOf, typeOf } from './type.ts';
import type { ObservableType } from './type.ts';
import { writeUrl } from './url.ts';

const scratch = new Key(0);
const host = { text: '', start: 0, end: 0 };
const decoder = new TextDecoder();

/**
 * Writes a value that a person or a feed wrote, defanged or not, into the key in its one normal form, ready for look-up.
 * False if it is no value of the type. `ipv4` and `ipv6` accept either, as an IPv4-mapped address changes family.
 */
export function writeValue(key: Key, type: ObservableType, given: string): boolean {
  const text = refang(given).trim();
  const written = writeType(key, type, text);
  if (written) key.seal();
  return written;
}

function writeType(key: Key, type: ObservableType, text: string): boolean {
  const end = text.length;
  switch (type) {
    case 'ipv4':
    case 'ipv6':
      return writeAddress(key, text, 0, end);
    case 'domain':
      return writeDomain(key, text, 0, end);
    case 'domain-suffix': {
      const from = text.startsWith('*.') ? 2 : text.startsWith('.') ? 1 : 0;
      key.begin(codeOf(type));
      return pushHost(key, text, from, end);
    }
    case 'url':
      return writeUrl(key, text, 0, end, host, scratch);
    case 'email':
      return writeEmail(key, text, 0, end);
    case 'file-name':
      return writeFileName(key, text, 0, end);
    case 'mac':
      return writeMac(key, text, 0, end);
    case 'md5':
    case 'sha1':
    case 'sha224':
    case 'sha256':
    case 'sha384':
    case 'sha512':
    case 'imphash':
    case 'certificate':
    case 'ja3':
      return writeDigest(key, codeOf(type), text, 0, end);
    case 'url-prefix':
    case 'text':
    case 'pattern-literal':
      key.begin(codeOf(type));
      return text.length > 0 && key.pushText(type === 'url-prefix' ? text : text.toLowerCase());
    case 'none':
    case 'retired-id':
      return false;
    default:
      return type satisfies never;
  }
}

/** The normal form in a key, or in the same bytes kept elsewhere, as text. */
export function formatValue(bytes: Uint8Array): string {
  const type = typeOf(bytes[0] ?? 0);
  switch (type) {
    case 'ipv4':
    case 'ipv6':
      return formatAddress(bytes);
    case 'mac':
      return hexOf(bytes.subarray(1)).replaceAll(/..(?=.)/g, '$&:');
    case 'md5':
    case 'sha1':
    case 'sha224':
    case 'sha256':
    case 'sha384':
    case 'sha512':
    case 'imphash':
    case 'certificate':
    case 'ja3':
    case 'retired-id':
      return hexOf(bytes.subarray(1));
    case 'none':
      return '';
    case 'domain':
    case 'domain-suffix':
      return asciiOf(bytes, 1, bytes.length);
    case 'url':
    case 'email':
    case 'file-name':
    case 'url-prefix':
    case 'text':
    case 'pattern-literal':
      return decoder.decode(bytes.slice(1));
    default:
      return type satisfies never;
  }
}

/** The normal form of a value with the type that it turned out to have (an IPv4-mapped IPv6 address is `ipv4`), or undefined. */
export function normalise(type: ObservableType, value: string): { type: ObservableType; value: string } | undefined {
  const key = new Key(0);
  if (!writeValue(key, type, value)) return undefined;
  const bytes = key.bytes.subarray(0, key.length);
  return { type: typeOf(key.type), value: formatValue(bytes) };
}
