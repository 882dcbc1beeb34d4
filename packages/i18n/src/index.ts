export { dateWriter, hijriDay, type DateStyle, type DateWriter, type HijriDay } from './dates.ts';
export type { MessageKey } from './messages/index.ts';
export { problemTitle, type Language } from './problem-title.ts';
export { regionOf, type Numerals, type Region } from './region.ts';
export { searchWords } from './search-words.ts';
export { translator, type Translate, type Values } from './translate.ts';
