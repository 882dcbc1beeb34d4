import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { ProviderFetch } from './client.ts';

/** Who signs in at the provider, and how its ID token departs from what is right. */
export interface Visit {
  /** Claims of the person; `undefined` takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Claims about the token itself, such as `nonce`, `aud`, `iss`, `exp`. */
  readonly token?: Readonly<Record<string, unknown>>;
  /** Whether a key signs that the provider does not publish. */
  readonly forged?: boolean;
  /** Whether the person's claims are at the UserInfo endpoint instead of in the token. */
  readonly atUserInfo?: boolean;
}

/** An OpenID provider in the test's own process. */
export interface TestProvider {
  readonly issuer: string;
  readonly client: { clientId: string; clientSecret: string };
  readonly fetch: ProviderFetch;
  /** Plays the person at the provider's page: answers where the provider then sends the browser. */
  visit(authorization: string, visit?: Visit): string;
  /** Whether it answers at all. */
  up: boolean;
}

interface Code extends Visit {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

const person = { sub: 'person-1', email: 'noor@utility.example', email_verified: true, name: 'Noor', locale: 'ar-SA' };

/** Makes a provider that holds the hub to authorization code, PKCE with S256 and its client's secret. */
export function testProvider(issuer: string): TestProvider {
  const client = { clientId: 'sanad', clientSecret: 'a secret: with/odd characters' };
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const strangers = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const codes = new Map<string, Code>();
  const tokens = new Map<string, Visit>();

  const signed = (claims: object, forged = false): string => {
    const parts = [{ alg: 'ES256', kid: 'one', typ: 'JWT' }, claims];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const key = { key: (forged ? strangers : keys).privateKey, dsaEncoding: 'ieee-p1363' as const };
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  };

  const exchange = (headers: Headers, form: URLSearchParams): Response => {
    const credentials = Buffer.from(headers.get('authorization')?.slice('Basic '.length) ?? '', 'base64').toString();
    const [id, secret] = credentials.split(':').map((one) => decodeURIComponent(one.replaceAll('+', ' ')));
    if (id !== client.clientId || secret !== client.clientSecret)
      return Response.json({ error: 'invalid_client' }, { status: 401 });
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!code || code.challenge !== challenge || code.redirectUri !== form.get('redirect_uri')) {
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    }
    const now = Math.floor(Date.now() / 1000);
    const { sub, ...rest } = { ...person, ...code.claims };
    const about = { iss: issuer, aud: client.clientId, iat: now, exp: now + 300, nonce: code.nonce, sub };
    const token = randomBytes(16).toString('hex');
    tokens.set(token, code);
    return Response.json({
      access_token: token,
      token_type: 'Bearer',
      id_token: signed({ ...(code.atUserInfo ? {} : rest), ...about, ...code.token }, code.forged),
    });
  };

  const provider: TestProvider = {
    issuer,
    client,
    up: true,
    async fetch(address, options) {
      const url = new URL(address);
      const headers = new Headers(options.headers);
      if (!provider.up || url.origin !== issuer) throw new TypeError('fetch failed');
      switch (url.pathname) {
        case '/.well-known/openid-configuration':
          return Response.json({
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            userinfo_endpoint: `${issuer}/userinfo`,
            jwks_uri: `${issuer}/keys`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['ES256'],
          });
        case '/keys':
          return Response.json({
            keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256', use: 'sig' }],
          });
        case '/token':
          return exchange(headers, options.body as URLSearchParams);
        case '/userinfo': {
          const visit = tokens.get(headers.get('authorization')?.slice('Bearer '.length) ?? '');
          return visit ? Response.json({ ...person, ...visit.claims }) : new Response(null, { status: 401 });
        }
        default:
          return new Response(null, { status: 404 });
      }
    },
    visit(authorization, visit = {}) {
      const asked = new URL(authorization).searchParams;
      const [nonce, challenge, redirectUri] = ['nonce', 'code_challenge', 'redirect_uri'].map(
        (one) => asked.get(one) ?? '',
      );
      if (asked.get('response_type') !== 'code' || asked.get('code_challenge_method') !== 'S256') {
        throw new Error('the provider takes the code flow with PKCE only');
      }
      const code = randomBytes(16).toString('hex');
      codes.set(code, { ...visit, nonce: nonce ?? '', challenge: challenge ?? '', redirectUri: redirectUri ?? '' });
      const back = new URL(redirectUri ?? '');
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
      return back.href;
    },
  };
  return provider;
}
