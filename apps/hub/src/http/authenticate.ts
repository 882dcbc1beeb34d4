import { createHash } from 'node:crypto';
import { callerOfMember, callerOfSession, callerOfToken, checkedMember } from '../access/sign-in.ts';
import type { Caller, Role, TokenScope } from '../access/caller.ts';
import type { Database } from '../store/database.ts';
import { Problem } from './problem.ts';

/** The cookie that holds a session's secret. The prefix makes browsers insist on this host and path. */
export const sessionCookie = { plain: 'sanad_session', secure: '__Host-sanad_session' } as const;

/** Says who sends a request from an address; made by {@link authenticator}. */
export type Identify = (request: Request, address: string) => Promise<Caller | undefined>;

/** A password that was right is not hashed again for so long, in milliseconds: TAXII clients send it with every page. */
const remembered = { milliseconds: 60_000, most: 1000 };

/**
 * Makes the function that says who sends a request, by headers alone: a bearer token, Basic with e-mail and password (or
 * any name and a token), or a session cookie. It answers undefined when no credentials are given, and throws a Problem
 * when they are wrong.
 */
export function authenticator(database: Database): Identify {
  const passwords = new Map<string, { found: ReturnType<typeof checkedMember>; until: number }>();

  const byPassword = async (user: string, password: string, address: string): Promise<Caller | undefined> => {
    const key = createHash('sha256')
      .update(JSON.stringify([user, password]))
      .digest('base64');
    const known = passwords.get(key);
    if (known && known.until > Date.now()) {
      const { member, stamp } = await known.found;
      const caller = await callerOfMember(database, member, stamp);
      if (caller) return caller;
    }
    // Requests that come at the same moment wait for one check; one that failed is not remembered.
    const found = checkedMember(database, { email: user, password, address });
    if (passwords.size >= remembered.most) passwords.clear();
    passwords.set(key, { found, until: Date.now() + remembered.milliseconds });
    found.catch(() => passwords.delete(key));
    const { member, stamp } = await found;
    return callerOfMember(database, member, stamp);
  };

  const byScheme = async (scheme: string, value: string, address: string): Promise<Caller | undefined> => {
    if (scheme === 'bearer') return callerOfToken(database, value);
    if (scheme !== 'basic') return undefined;
    const decoded = Buffer.from(value, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    if (colon < 0) return undefined;
    const [user, password] = [decoded.slice(0, colon), decoded.slice(colon + 1)];
    return password.startsWith('sanad_t_') ? callerOfToken(database, password) : byPassword(user, password, address);
  };

  return async (request, address) => {
    const header = request.headers.get('authorization');
    if (header) {
      const [scheme = '', value = ''] = header.trim().split(/\s+/, 2);
      const caller = await byScheme(scheme.toLowerCase(), value, address);
      if (!caller) throw new Problem('not-signed-in', 'These credentials are not known, have expired or were revoked.');
      return caller;
    }
    const secret = sessionOf(request);
    const caller = secret === undefined ? undefined : await callerOfSession(database, secret);
    if (caller && !sameOrigin(request)) throw new Problem('wrong-origin', 'The request came from another site.');
    return caller;
  };
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
  return origin !== null && URL.canParse(origin) && new URL(origin).host === hostOf(request);
}

const hostOf = (request: Request): string => request.headers.get('host') ?? new URL(request.url).host;

/** Refuses a caller without the scope. */
export function needScope(caller: Caller, scope: TokenScope): void {
  if (!caller.scopes.includes(scope)) throw new Problem('not-allowed', `This token lacks the scope "${scope}".`);
}

/** Refuses a caller who has none of the roles. */
export function needRole(caller: Caller, ...roles: readonly Role[]): void {
  if (roles.some((role) => caller.roles.includes(role))) return;
  throw new Problem('not-allowed', `This needs the role ${roles.join(' or ')} in your party.`);
}
