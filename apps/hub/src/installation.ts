// What the command line needs to know of an installation, without loading the hub.
export { readConfig, type Config } from './config.ts';
export { lockHolder } from './lock.ts';
export { reachable, runningServer } from './store/embedded.ts';
export { migrations } from './store/migrations/index.ts';
export { version } from './version.ts';
