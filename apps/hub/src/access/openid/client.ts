import * as openid from 'openid-client';

/** What the hub is to an organisation's OpenID provider. */
export interface Client {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Fetches from a provider; the hub's own `fetch` unless a test brings another. */
export type ProviderFetch = openid.CustomFetch;

/** A provider that does not answer within so many seconds is taken to be down. */
const patience = 10;

/**
 * Reads what a provider publishes of itself (OpenID Connect Discovery 1.0 §4) and makes a client of it. Everything goes
 * over https, and ID tokens are checked by the provider's keys. Throws what openid-client throws.
 */
export async function clientOf(client: Client, fetch: ProviderFetch | undefined): Promise<openid.Configuration> {
  const options = { timeout: patience, ...(fetch && { [openid.customFetch]: fetch }) };
  const found = await openid.discovery(new URL(client.issuer), client.clientId, undefined, undefined, options);
  const metadata = found.serverMetadata();
  // OpenID Connect Discovery 1.0 §3: a provider that names no method takes HTTP Basic.
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const authentication = methods.includes('client_secret_basic') ? openid.ClientSecretBasic : openid.ClientSecretPost;
  const configuration = new openid.Configuration(
    metadata,
    client.clientId,
    client.clientSecret,
    authentication(client.clientSecret),
  );
  configuration.timeout = patience;
  if (fetch) configuration[openid.customFetch] = fetch;
  openid.enableNonRepudiationChecks(configuration);
  return configuration;
}
