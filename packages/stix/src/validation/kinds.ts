import { fractionDigits, isTimestamp } from '../common/timestamp.ts';
import type { Kind } from '../specification/kind.ts';
import type { OpenVocabulary, Vocabulary } from '../specification/vocabularies.ts';
import { dictionaryCheck, eitherCheck, listCheck } from './collections.ts';
import { dictionaryKeys } from './dictionary-keys.ts';
import { formats } from './formats.ts';
import { checkHashes } from './hashes.ts';
import { compileProperties } from './properties.ts';
import { referenceCheck } from './references.ts';
import { join, show } from './report.ts';
import { checkAnything, checkString, isObject, type Check } from './values.ts';

/** What a word of an open vocabulary should look like: STIX 2.1 §2.14. */
const NOT_IN_WORD = /[A-Z\s_]/;

/** Turns a kind into the function that judges values of it; `clause` is that of the object it is a property of. */
export function compileKind(kind: Kind, clause: string): Check {
  switch (kind.kind) {
    case 'anything':
      return checkAnything;
    case 'elsewhere':
      return () => {};
    case 'string':
      return checkString;
    case 'boolean':
      return (value, parent, key, report) => {
        if (typeof value !== 'boolean')
          report.must('wrong-type', parent, key, `must be true or false, not ${show(value)}`, '2.2');
      };
    case 'integer':
      return numberCheck(kind, Number.isSafeInteger, 'an integer', '2.10', clause);
    case 'float':
      return numberCheck(kind, Number.isFinite, 'a number', '2.6', clause);
    case 'timestamp':
      return timestampCheck(kind.precision);
    case 'binary':
      return textCheck(isBase64, 'bad-binary', 'base64 (RFC 4648)', '2.1');
    case 'hex':
      return textCheck(isHex, 'bad-hex', 'an even number of hexadecimal digits', '2.8');
    case 'hashes':
      return checkHashes;
    case 'format':
      return formatCheck(kind.format, clause);
    case 'literal':
      return (value, parent, key, report) => {
        if (typeof value !== 'string' || !kind.values.includes(value)) {
          report.must('wrong-value', parent, key, `must be ${kind.values.join(' or ')}, not ${show(value)}`, clause);
        }
      };
    case 'enumeration':
      return enumerationCheck(kind.vocabulary);
    case 'vocabulary':
      return vocabularyCheck(kind.vocabulary);
    case 'reference':
      return referenceCheck(kind.to, clause);
    case 'list':
      return listCheck(compileKind(kind.of, clause));
    case 'dictionary':
      return dictionaryCheck(compileKind(kind.values, clause), dictionaryKeys[kind.keys]);
    case 'either':
      return eitherCheck(kind.of.map((one) => ({ kind: one.kind, check: compileKind(one, clause) })));
    case 'object': {
      const judge = compileProperties(kind);
      return (value, parent, key, report) => {
        if (isObject(value)) judge(value, join(parent, key), report);
        else report.must('wrong-type', parent, key, `must be an object, not ${show(value)}`, kind.clause);
      };
    }
  }
}

/** An RFC 3339 timestamp in UTC (STIX 2.1 §2.16), at least to the millisecond (§3.2) or just to the second (§6.7.6). */
function timestampCheck(precision?: 'millisecond' | 'second'): Check {
  return (value, parent, key, report) => {
    if (typeof value !== 'string' || !isTimestamp(value)) {
      const message = `${show(value)} is not a timestamp of the form YYYY-MM-DDThh:mm:ss[.s…]Z`;
      report.must('bad-timestamp', parent, key, message, '2.16');
    } else if (precision === 'millisecond' && fractionDigits(value) < 3) {
      report.must('bad-timestamp', parent, key, `${show(value)} must be precise to the millisecond`, '3.2');
    } else if (precision === 'second' && fractionDigits(value) > 0) {
      report.must('bad-timestamp', parent, key, `${show(value)} must be precise to the second`, '6.7.6');
    }
  };
}

function numberCheck(
  range: { minimum?: number; maximum?: number },
  isRight: (value: unknown) => boolean,
  wanted: string,
  kindClause: string,
  clause: string,
): Check {
  const { minimum = -Infinity, maximum = Infinity } = range;
  return (value, parent, key, report) => {
    if (typeof value !== 'number' || !isRight(value)) {
      report.must('wrong-type', parent, key, `must be ${wanted}, not ${show(value)}`, kindClause);
    } else if (value < minimum || value > maximum) {
      const bounds = maximum === Infinity ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
      report.must('out-of-range', parent, key, `${value} must be ${bounds}`, clause);
    }
  };
}

function enumerationCheck({ name, words }: Vocabulary): Check {
  return (value, parent, key, report) => {
    if (!checkString(value, parent, key, report) || words.has(value)) return;
    report.must('not-in-enumeration', parent, key, `${show(value)} is not in ${name}`, `10 ${name}`);
  };
}

function vocabularyCheck({ name, words, recommendation }: OpenVocabulary): Check {
  return (value, parent, key, report) => {
    if (!checkString(value, parent, key, report) || !report.strict || words.has(value)) return;
    if (report.checks(recommendation)) {
      report.should(recommendation, parent, key, `${show(value)} is not in ${name}`, `10 ${name}`);
    } else if (NOT_IN_WORD.test(value)) {
      const message = `${show(value)} should be lower case with hyphens between words`;
      report.should('open-vocab-format', parent, key, message, '2.14');
    }
  };
}

function textCheck(isRight: (text: string) => boolean, code: string, wanted: string, clause: string): Check {
  return (value, parent, key, report) => {
    if (checkString(value, parent, key, report) && !isRight(value)) {
      report.must(code, parent, key, `${show(value)} is not ${wanted}`, clause);
    }
  };
}

function formatCheck(name: keyof typeof formats, clause: string): Check {
  const { test, wanted, recommendation } = formats[name];
  return (value, parent, key, report) => {
    if (!checkString(value, parent, key, report)) return;
    if (recommendation !== undefined) {
      if (report.strict && !test(value))
        report.should(recommendation, parent, key, `${show(value)} should be ${wanted}`, clause);
    } else if (!test(value)) report.must(`bad-${name}`, parent, key, `${show(value)} is not ${wanted}`, clause);
  };
}

// Not one expression with a loop: the text may have megabytes, and the loop would overflow the stack.
const isBase64 = (text: string): boolean =>
  text.length % 4 === 0 &&
  !/[^A-Za-z0-9+/]/.test(text.endsWith('==') ? text.slice(0, -2) : text.endsWith('=') ? text.slice(0, -1) : text);

const isHex = (text: string): boolean => text.length > 0 && text.length % 2 === 0 && !/[^0-9A-Fa-f]/.test(text);
