import { decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import { isIP } from 'node:net';
import { Problem } from '../../http/problem.ts';

/** The relying party's id of an origin (WebAuthn Level 3 §4): its host name, which can't be an IP address. */
export function relyingParty(origin: string): string {
  const { hostname, port, protocol } = new URL(origin);
  if (isIP(hostname.replaceAll(/[[\]]/g, '')) === 0) return hostname;
  const local = `${protocol}//localhost${port ? `:${port}` : ''}`;
  throw new Problem(
    'bad-request',
    `Passkeys belong to a host name, not an address; open the hub by its name (${local}).`,
  );
}

/** The challenge that a browser says it answered; undefined when that can't be read. */
export function challengeIn(clientData: string): string | undefined {
  try {
    const { challenge } = decodeClientDataJSON(clientData) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}
