export { problemTitle, type Language } from './problem-title.ts';
export { searchWords } from './search-words.ts';
