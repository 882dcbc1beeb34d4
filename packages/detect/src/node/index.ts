export { HistoryFiles } from './history-files.ts';
export { loadIndicators, saveIndicators } from './snapshot-file.ts';
