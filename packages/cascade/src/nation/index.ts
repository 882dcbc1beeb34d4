export { generateNation, type NationOptions } from './nation.ts';
