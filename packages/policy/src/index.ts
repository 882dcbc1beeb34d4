export { tlpLevels } from './model.ts';
export type { Actor, Agreement, Channel, Level, Participation, Released } from './model.ts';
export { bound, mayLeave, mayRead } from './may-read.ts';
export { audienceOf, fixedKeys, levelCodes, type ReleaseKeys } from './audience.ts';
export { rowSecurity } from './row-security.ts';
