import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Which hub the commands speak to, and as whom. */
export interface Profile {
  readonly url: string;
  readonly token?: string;
}

const file = (): string => join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'sanad', 'profile.json');

/** The profile: SANAD_URL and SANAD_TOKEN win over the one that `sanad login` kept. */
export function readProfile(): Profile {
  let kept: Partial<Profile> = {};
  try {
    kept = JSON.parse(readFileSync(file(), 'utf8')) as Partial<Profile>;
  } catch {
    // No profile was kept yet.
  }
  const token = process.env['SANAD_TOKEN'] ?? kept.token;
  return { url: process.env['SANAD_URL'] ?? kept.url ?? 'http://127.0.0.1:8470', ...(token ? { token } : {}) };
}

/** Keeps a profile where only its owner can read it. */
export function keepProfile(profile: Profile): string {
  const path = file();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
  return path;
}
