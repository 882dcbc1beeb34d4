import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messages } from './messages/index.ts';
import type { Message, Text } from './messages/message.ts';
import { translator } from './translate.ts';

const all = Object.entries(messages as Record<string, Message>);
const forms = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const places = (text: Text): string[] =>
  [
    ...new Set(forms(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))),
  ].toSorted();

test('every message is said in both languages, with the same places', () => {
  for (const [key, message] of all) {
    for (const language of ['ar', 'en'] as const) {
      assert.ok(message[language], `${key} is missing in ${language}`);
      for (const form of forms(message[language])) assert.ok(form.trim(), `${key} is empty in ${language}`);
    }
    assert.deepEqual(places(message.ar), places(message.en), `${key}: the places differ`);
  }
});

test('what is counted has every plural form of its language', () => {
  for (const [key, message] of all) {
    for (const language of ['ar', 'en'] as const) {
      const text = message[language];
      if (typeof text === 'string') continue;
      for (const category of new Intl.PluralRules(language).resolvedOptions().pluralCategories) {
        assert.ok(text[category], `${key} lacks the form "${category}" in ${language}`);
      }
    }
  }
});

test('Arabic is in Arabic letters, English is not', () => {
  for (const [key, { ar, en }] of all) {
    const name = key.startsWith('language.') || key === 'name';
    assert.ok(name || forms(ar).every((form) => /[\u0600-\u06ff]/.test(form)), `${key} has no Arabic in it`);
    assert.ok(name || !forms(en).some((form) => /[\u0600-\u06ff]/.test(form)), `${key} has Arabic in its English`);
  }
});

test('numbers are counted by the rules of the language and written in the reader’s digits', () => {
  const arabic = translator('ar', 'arab');
  assert.equal(arabic('count.objects', { count: 0 }), 'لا سجلات');
  assert.equal(arabic('count.objects', { count: 1 }), 'سجل واحد');
  assert.equal(arabic('count.objects', { count: 2 }), 'سجلان');
  assert.equal(arabic('count.objects', { count: 5 }), '٥ سجلات');
  assert.equal(arabic('count.objects', { count: 11 }), '١١ سجلًا');
  assert.equal(arabic('count.objects', { count: 100 }), '١٠٠ سجل');
  assert.equal(translator('en', 'latn')('count.objects', { count: 1 }), '1 record');
});

test('a name of another direction does not turn its sentence', () => {
  assert.match(translator('ar', 'arab')('sign-in.to', { hub: 'CERT' }), /\u2068CERT\u2069/);
});
