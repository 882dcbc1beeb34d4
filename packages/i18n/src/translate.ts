import { messages, type MessageKey } from './messages/index.ts';
import type { Message } from './messages/message.ts';
import type { Language } from './problem-title.ts';
import type { Numerals } from './region.ts';

/** Values for the places `{name}` of a message; numbers are written in the reader's numerals. */
export type Values = Readonly<Record<string, string | number>>;

/** Says a message in a language. */
export type Translate = (key: MessageKey, values?: Values) => string;

/** Makes the function that says messages in a language, with its plural rules and the reader's numerals. */
export function translator(language: Language, numerals: Numerals): Translate {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(`${language}-u-nu-${numerals}`);
  return (key, values = {}) => {
    const text = (messages as Record<string, Message>)[key]?.[language];
    if (text === undefined) return key;
    const count = values['count'];
    const form = typeof text === 'string' ? text : (text[plural.select(Number(count ?? 0))] ?? text.other);
    return form.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name];
      if (value === undefined) return place;
      return typeof value === 'number' ? number.format(value) : isolated(value);
    });
  };
}

/** Text of unknown direction must not turn the sentence around it (Unicode bidi, FSI … PDI). */
const isolated = (text: string): string => `\u2068${text}\u2069`;
