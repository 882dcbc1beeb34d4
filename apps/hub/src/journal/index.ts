export { verifyJournal, type Discrepancy, type Verification } from './verify.ts';
export { openDatabase } from '../store/database.ts';
export { sortableVersion } from '../store/version.ts';
