export { backup } from './backup.ts';
export { BackupProblem, type Contents, type Manifest } from './archive.ts';
export { restore, type Restored } from './restore.ts';
export { localDatabase, type LocalDatabase } from './local-database.ts';
