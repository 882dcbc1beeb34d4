export { createHub, type Hub } from './hub.ts';
export { readConfig, type Config } from './config.ts';
export { startEmbedded, type EmbeddedServer } from './store/embedded.ts';
export { verifyJournal, type Verification } from './journal/verify.ts';
export { openDatabase, type Database } from './store/database.ts';
