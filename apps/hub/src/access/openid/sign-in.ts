import { randomBytes } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import * as openid from 'openid-client';
import { Problem } from '../../http/problem.ts';
import type { Database } from '../../store/database.ts';
import { keepChallenge, spendChallenge } from '../challenge.ts';
import { openSession, type Opened } from '../sign-in.ts';
import { clientOf, type ProviderFetch } from './client.ts';
import { memberOf } from './member-of.ts';
import { callbackPath, domainOf, providerFor } from './provider.ts';

interface Begun {
  readonly email: string;
  readonly party: string;
  readonly issuer: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * Begins sign-in at the provider of an e-mail address's organisation: where to send the browser, and a secret for its
 * cookie, without which the answer counts for nothing: nobody can be signed in to an account that another one chose.
 */
export async function beginSignIn(
  database: Database,
  email: string,
  origin: string,
  fetch: ProviderFetch | undefined,
): Promise<{ url: string; browser: string }> {
  const provider = await providerFor(database, email);
  if (!provider) throw new Problem('not-found', `No organisation signs in here with addresses of ${domainOf(email)}.`);
  const client = await clientOf(provider, fetch).catch(() => {
    throw new Problem('not-ready', "Your organisation's sign-in does not answer; try again, or sign in another way.");
  });
  const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()];
  const browser = randomBytes(32).toString('base64url');
  const begun: Begun = { email, party: provider.party, issuer: provider.issuer, nonce, verifier };
  await keepChallenge(database, 'openid-sign-in', `${state} ${browser}`, begun);
  const url = openid.buildAuthorizationUrl(client, {
    redirect_uri: `${origin}${callbackPath}`,
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    login_hint: email,
  });
  return { url: url.href, browser };
}

/** Finishes sign-in with the answer that the provider sent by the browser. */
export async function finishSignIn(
  database: Database,
  answer: { url: URL; browser: string; agent: string | undefined },
  fetch: ProviderFetch | undefined,
): Promise<Opened> {
  const state = answer.url.searchParams.get('state') ?? '';
  const begun = await spendChallenge<Begun>(database, 'openid-sign-in', `${state} ${answer.browser}`);
  if (!begun) throw failed('This answer belongs to no sign-in that this browser began, or came too late.');
  const provider = await providerFor(database, begun.email);
  if (!provider || provider.party !== begun.party || provider.issuer !== begun.issuer) {
    throw failed("The organisation's provider was changed meanwhile; sign in again.");
  }
  const claims = await clientOf(provider, fetch)
    .then((client) => claimsOf(client, answer.url, { ...begun, state }))
    .catch((error: unknown) => {
      if (error instanceof Problem) throw error;
      throw failed(`The organisation's provider did not confirm who you are (${reasonOf(error)}).`);
    });
  const own = await providerFor(database, claims.email);
  if (own?.party !== provider.party) throw failed(`${domainOf(claims.email)} is not a domain of this organisation.`);
  const member = await memberOf(database, provider, claims);
  if (!member) throw failed('There is no member here for this account.');
  return openSession(database, member, 'openid', answer.agent);
}

const claimed = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254),
  email_verified: z.literal(true),
  name: z.string().optional(),
  locale: z.string().optional(),
});

async function claimsOf(client: openid.Configuration, url: URL, begun: Begun & { state: string }) {
  const tokens = await openid.authorizationCodeGrant(client, url, {
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    pkceCodeVerifier: begun.verifier,
    idTokenExpected: true,
  });
  const inToken = tokens.claims();
  if (!inToken) throw new Error('no ID token');
  // OpenID Connect Core 1.0 §5.4: with a code, claims may be at the UserInfo endpoint instead.
  const userInfo =
    inToken['email'] === undefined && client.serverMetadata().userinfo_endpoint
      ? await openid.fetchUserInfo(client, tokens.access_token, inToken.sub)
      : {};
  const read = claimed.safeParse({ ...userInfo, ...inToken });
  if (!read.success) throw failed('The provider names no verified e-mail address for this account.');
  const { sub, email, name, locale } = read.data;
  return { subject: sub, email, name, locale };
}

/** What the provider or its library said, in a word: details are for the provider's log. */
const reasonOf = (error: unknown): string => {
  const { error: said, code } = error as { error?: unknown; code?: unknown };
  return [said, code].filter((one) => typeof one === 'string').join(', ') || 'no answer';
};

const failed = (detail: string): Problem => new Problem('sign-in-failed', detail);
