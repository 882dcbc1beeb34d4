import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createHub, type Hub } from '../hub.ts';
import { setupToken } from '../setup/setup.ts';
import { testDatabase } from './test-database.ts';

/** A hub on a database of its own, set up, with ways to speak to it as its members do. */
export interface TestHub extends Hub {
  readonly url: string;
  /** Id of the hub's own party. */
  readonly party: string;
  /** A token of the first administrator. */
  readonly authority: string;
  /** Sends a request with a token and answers status and parsed body. */
  call(token: string | undefined, method: string, path: string, body?: unknown): Promise<Called>;
  /** Registers a party with one member who has all roles of a party, and answers its id and a token. */
  join(name: string, roles?: readonly string[]): Promise<TestMember & { party: string }>;
  /** Adds a further member to a party. */
  addMember(party: string, roles: readonly string[]): Promise<TestMember>;
  /** Puts an agreement in force between parties (their tokens assent), and answers its and its communities' ids. */
  agree(given: AgreeOptions): Promise<{ agreement: string; communities: string[] }>;
}

/** A member who signs in by {@link testPassword} or a token with all scopes. */
export interface TestMember {
  readonly member: string;
  readonly token: string;
  readonly email: string;
}

export interface Called {
  readonly status: number;
  // Tests look into answers of every form.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

export interface AgreeOptions {
  readonly parties: readonly { party: string; token: string }[];
  readonly highestLevel?: string;
  readonly communities?: readonly (string | { name: string; defaultLevel: string })[];
  readonly withHub?: boolean;
}

/** The password of every member in tests. */
export const testPassword = 'a long enough pass phrase';

/** Starts a hub for a test file; close it in `after`. */
export async function testHub(
  options: Partial<Omit<Parameters<typeof createHub>[0], 'version' | 'log'>> = {},
): Promise<TestHub> {
  const { url: database = await testDatabase(), ...rest } = options;
  const hub = await createHub({ url: database, version: 'test', log: pino({ level: 'silent' }), ...rest });

  const call: TestHub['call'] = async (token, method, path, body) => {
    const response = await hub.fetch(
      new Request(`http://hub.test${path}`, {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: json && text ? JSON.parse(text) : text, headers: response.headers };
  };

  const tokenOf = async (email: string): Promise<string> => {
    const basic = Buffer.from(`${email}:${testPassword}`).toString('base64');
    const response = await hub.fetch(
      new Request('http://hub.test/api/v1/tokens', {
        method: 'POST',
        headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'test', scopes: ['read', 'write', 'manage'] }),
      }),
    );
    return ((await response.json()) as { secret: string }).secret;
  };

  const member = async (party: string, name: string, roles: readonly string[]): Promise<TestMember> => {
    const email = `${randomBytes(6).toString('hex')}@party.test`;
    const given = { email, name, roles, password: testPassword };
    const added = await call(authority, 'POST', `/api/v1/parties/${party}/members`, given);
    if (added.status !== 201) throw new Error(`no member: ${JSON.stringify(added.body)}`);
    return { member: added.body.id as string, token: await tokenOf(email), email };
  };

  const administrator = { name: 'First', email: 'first@hub.test', password: testPassword, language: 'en' };
  const token = await setupToken(hub.database);
  const set = await call(undefined, 'POST', '/api/v1/setup', { token, hub: { name: 'Test hub' }, administrator });
  if (set.status !== 201) throw new Error(`setup failed: ${JSON.stringify(set.body)}`);
  const party = set.body.party as string;
  const authority = await tokenOf(administrator.email);

  return {
    ...hub,
    url: database,
    party,
    authority,
    call,
    async join(name, roles = ['analyst', 'liaison', 'administrator']) {
      const registered = await call(authority, 'POST', '/api/v1/parties', { name, kind: 'utility' });
      const id = registered.body.id as string;
      return { party: id, ...(await member(id, name, roles)) };
    },
    addMember: (id, roles) => member(id, 'Another', roles),
    async agree({ parties, highestLevel = 'RED', communities = [], withHub = true }) {
      const drafted = await call(authority, 'POST', '/api/v1/agreements', {
        name: `Agreement of ${parties.length}`,
        parties: parties.map((one) => one.party),
        withHub,
        highestLevel,
        communities: communities.map((one) => (typeof one === 'string' ? { name: one } : one)),
      });
      if (drafted.status !== 201) throw new Error(`no agreement: ${JSON.stringify(drafted.body)}`);
      const id = drafted.body.id as string;
      for (const one of [...(withHub ? [{ token: authority }] : []), ...parties]) {
        const assented = await call(one.token, 'POST', `/api/v1/agreements/${id}/assent`);
        if (assented.status !== 204) throw new Error(`no assent: ${JSON.stringify(assented.body)}`);
      }
      const shown = await call(authority, 'GET', `/api/v1/agreements/${id}`);
      return { agreement: id, communities: shown.body.communities.map((one: { id: string }) => one.id) };
    },
  };
}
