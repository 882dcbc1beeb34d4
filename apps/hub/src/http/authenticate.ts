import { callerOfMember, callerOfSession, callerOfToken, checkedMember } from '../alliance/access/sign-in.ts';
import type { Caller, Role, TokenScope } from '../alliance/access/caller.ts';
import type { Database } from '../store/database.ts';
import { Problem } from './problem.ts';

/** The cookie that holds a session's secret. The prefix makes browsers insist on this host and path. */
export const sessionCookie = { plain: 'sanad_session', secure: '__Host-sanad_session' } as const;

/**
 * Who sends a request, by headers alone: a bearer token, Basic with e-mail and password (or any name and a token), or a
 * session cookie. Undefined when no credentials are given; a Problem when they are wrong.
 */
export async function authenticate(database: Database, request: Request, address: string): Promise<Caller | undefined> {
  const header = request.headers.get('authorization');
  if (header) {
    const [scheme = '', value = ''] = header.trim().split(/\s+/, 2);
    const caller = await byScheme(database, scheme.toLowerCase(), value, address);
    if (!caller) throw new Problem('not-signed-in', 'These credentials are not known, have expired or were revoked.');
    return caller;
  }
  const secret = sessionOf(request);
  const caller = secret === undefined ? undefined : await callerOfSession(database, secret);
  if (caller && !sameOrigin(request)) throw new Problem('wrong-origin', 'The request came from another site.');
  return caller;
}

async function byScheme(database: Database, scheme: string, value: string, address: string): Promise<Caller | undefined> {
  if (scheme === 'bearer') return callerOfToken(database, value);
  if (scheme !== 'basic') return undefined;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 0) return undefined;
  const [user, password] = [decoded.slice(0, colon), decoded.slice(colon + 1)];
  if (password.startsWith('sanad_t_')) return callerOfToken(database, password);
  return callerOfMember(database, await checkedMember(database, { email: user, password, address }));
}

function sessionOf(request: Request): string | undefined {
  const cookies = request.headers.get('cookie') ?? '';
  for (const cookie of cookies.split(/;\s*/)) {
    const [name, value] = cookie.split('=', 2);
    if (name === sessionCookie.secure || name === sessionCookie.plain) return value;
  }
  return undefined;
}

/** Browsers say where a request comes from; one that changes things has to come from the hub's own pages. */
function sameOrigin(request: Request): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = request.headers.get('origin');
  return origin !== null && new URL(origin).host === request.headers.get('host');
}

/** Refuses a caller without the scope. */
export function needScope(caller: Caller, scope: TokenScope): void {
  if (!caller.scopes.includes(scope)) throw new Problem('not-allowed', `This token lacks the scope "${scope}".`);
}

/** Refuses a caller who has none of the roles. */
export function needRole(caller: Caller, ...roles: readonly Role[]): void {
  if (roles.some((role) => caller.roles.includes(role))) return;
  throw new Problem('not-allowed', `This needs the role ${roles.join(' or ')} in your party.`);
}
