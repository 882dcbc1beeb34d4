import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { lockHolder } from '@sanad/hub/installation';
import { good, notice, wrong, type Finding } from './finding.ts';

const megabyte = 1024 * 1024;
/** Under the first PostgreSQL soon stops; under the second it is time to make room. In bytes. */
const space = { needed: 200 * megabyte, wanted: 2048 * megabyte };

/** Whether the data folder, or the one that it will be made in, is this user's to write. */
export function checkFolder(folder: string): Finding {
  const there = nearest(folder);
  const here = `Set SANAD_DATA to a folder of your own, or give yourself ${there}: chown ${process.env['USER'] ?? 'YOU'} '${there}'.`;
  if (!statSync(there).isDirectory())
    return wrong('data folder', `${there} is no folder`, 'Set SANAD_DATA to a folder.');
  try {
    accessSync(there, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return wrong('data folder', `no right to write in ${there}`, here);
  }
  return there === folder
    ? good('data folder', folder)
    : good('data folder', `${folder} will be made at the first start`);
}

/** Whether the disk of the data folder has room. */
export function checkDisk(folder: string, free: number = freeSpace(nearest(folder))): Finding {
  const told = `${Math.round(free / megabyte).toLocaleString('en')} MB free below ${nearest(folder)}`;
  const todo =
    'Make room, or move the data: stop the hub, copy the folder to a larger disk, set SANAD_DATA to the copy.';
  if (free < space.needed) return wrong('disk', told, todo);
  return free < space.wanted ? notice('disk', `only ${told}`) : good('disk', told);
}

/** Whether a hub that is gone still holds the folder. */
export function checkLock(folder: string): Finding {
  const holder = lockHolder(folder);
  if (!holder) return good('lock', 'no hub is running on the data folder');
  if (holder.alive) return good('lock', `a hub is running on the data folder (process ${holder.pid})`);
  return notice(
    'lock',
    `the hub that held the data folder (process ${holder.pid}) is gone; the next start takes it over`,
  );
}

function freeSpace(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function nearest(folder: string): string {
  let at = folder;
  while (!existsSync(at)) at = dirname(at);
  return at;
}
