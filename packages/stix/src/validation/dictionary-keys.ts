import type { DictionaryKeys } from '../specification/kind.ts';
import type { Recommendation } from '../specification/recommendations.ts';
import { pdfInformationKeys, requestHeaders, socketOptions } from '../specification/registries.ts';
import { formats } from './formats.ts';
import { show, type Report } from './report.ts';

type KeyCheck = (key: string, path: string, report: Report) => void;

const KEY = /^[A-Za-z0-9_-]{1,250}$/;

/** STIX 2.1 §2.3. */
function isKey(key: string, path: string, report: Report): boolean {
  if (KEY.test(key)) return true;
  report.must('bad-dictionary-key', path, key, 'a key is 1 to 250 of A–Z, a–z, 0–9, - and _', '2.3');
  return false;
}

const recommended =
  (code: Recommendation, clause: string, what: string, isRight: (key: string) => boolean): KeyCheck =>
  (key, path, report) => {
    if (!isKey(key, path, report) || !report.strict || isRight(key)) return;
    report.should(code, path, key, `${show(key)} is not ${what}`, clause);
  };

/** How the keys of each sort of dictionary are judged. */
export const dictionaryKeys: Readonly<Record<DictionaryKeys, KeyCheck>> = {
  plain: recommended('observable-dictionary-keys', '2.3', 'in lower case', (key) => key === key.toLowerCase()),
  names: isKey,
  'http-header': recommended('http-request-headers', '6.12.2', 'a known request header field', (key) =>
    requestHeaders.has(key.toLowerCase()),
  ),
  'socket-option': recommended('socket-options', '6.12.4', 'a known socket option', (key) => socketOptions.has(key)),
  'pdf-information': recommended('pdf-doc-info', '6.7.4', 'a key of the PDF document information dictionary', (key) =>
    pdfInformationKeys.has(key),
  ),
  // RFC 7012 §2.3: names of information elements begin in lower case; VRFname and IPSecSPI are older.
  ipfix: recommended('ipfix', '6.12', 'the name of an IPFIX information element', (key) =>
    /^(?:[a-z][A-Za-z0-9]*|VRFname|IPSecSPI)$/.test(key),
  ),
  language: (key, path, report) => {
    if (!formats.language.test(key))
      report.must('bad-language', path, key, `${show(key)} is not ${formats.language.wanted}`, '7.1');
  },
};
