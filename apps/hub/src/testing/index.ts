export { testDatabase } from './test-database.ts';
export { testHub, testPassword, type AgreeOptions, type Called, type TestHub } from './test-hub.ts';
