export { generateNation, type NationOptions } from './nation.ts';
export { type Random, seeded } from '../random/seeded.ts';
