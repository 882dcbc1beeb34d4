import { hashAlgorithm } from '../specification/vocabularies.ts';
import { show } from './report.ts';
import { dictionaryCheck } from './collections.ts';
import { checkString, type Check } from './values.ts';

/** What the values of the algorithms of hash-algorithm-ov look like. */
const values: Readonly<Record<string, RegExp>> = {
  MD5: /^[0-9A-Fa-f]{32}$/,
  'SHA-1': /^[0-9A-Fa-f]{40}$/,
  'SHA-256': /^[0-9A-Fa-f]{64}$/,
  'SHA-512': /^[0-9A-Fa-f]{128}$/,
  'SHA3-256': /^[0-9A-Fa-f]{64}$/,
  'SHA3-512': /^[0-9A-Fa-f]{128}$/,
  SSDEEP: /^[0-9]{1,12}:[A-Za-z0-9+/]{0,64}:[A-Za-z0-9+/]{0,64}$/,
  TLSH: /^(?:T1)?[0-9A-Fa-f]{70}$/,
};

/** Hash values by the name of their algorithm: STIX 2.1 §2.7. */
export const checkHashes: Check = dictionaryCheck(
  (value, parent, key, report) => {
    const pattern = values[key];
    if (checkString(value, parent, key, report) && pattern && !pattern.test(value)) {
      report.must('bad-hash', parent, key, `${show(value)} is not a value of ${key}`, '2.7');
    }
  },
  (key, path, report) => {
    if (!/^[A-Za-z0-9_-]{3,250}$/.test(key)) {
      report.must(
        'bad-dictionary-key',
        path,
        key,
        'a hash algorithm is named by 3 to 250 of A–Z, a–z, 0–9, - and _',
        '2.7',
      );
    } else if (report.strict && !hashAlgorithm.words.has(key) && !key.startsWith('x_')) {
      report.should('hash-algo', path, key, `${show(key)} is not in hash-algorithm-ov`, '10 hash-algorithm-ov');
    }
  },
);
