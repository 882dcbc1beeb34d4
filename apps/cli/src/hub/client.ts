import type { Issue } from '@sanad/result';
import { Failure } from '../failure.ts';
import { readProfile, type Profile } from './profile.ts';

/** Speaks to a hub's REST API; a problem becomes a Failure with its issues. */
export interface HubClient {
  readonly profile: Profile;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** The answer itself, for one that is too long to hold. */
  open(method: string, path: string): Promise<Response>;
}

/** A client with the kept profile, or a given one. */
export function hubClient(profile: Profile = readProfile()): HubClient {
  return {
    profile,
    async call<T>(method: string, path: string, body?: unknown): Promise<T> {
      const response = await send(profile, method, path, body);
      const text = await response.text();
      if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
      throw refusal(response.status, text);
    },
    async open(method, path) {
      const response = await send(profile, method, path, undefined);
      if (!response.ok) throw refusal(response.status, await response.text());
      return response;
    },
  };
}

async function send(profile: Profile, method: string, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(new URL(`/api/v1${path}`, profile.url), {
      method,
      headers: {
        accept: 'application/json, */*',
        'accept-language': process.env['LANG']?.startsWith('ar') ? 'ar' : 'en',
        ...(profile.token ? { authorization: `Bearer ${profile.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Failure(
      2,
      `No hub answers at ${profile.url} (${cause}). Start one with \`sanad hub start\`, or name it by SANAD_URL.`,
    );
  }
}

function refusal(status: number, text: string): Failure {
  try {
    const problem = JSON.parse(text) as { title: string; detail?: string; code?: string; issues?: Issue[] };
    const hint = status === 401 ? ' Sign in with `sanad login`.' : '';
    return new Failure(2, `${problem.title}: ${problem.detail ?? ''}${hint}`, problem.issues, problem.code);
  } catch {
    return new Failure(2, `The hub answered ${status}: ${text.slice(0, 300)}`);
  }
}
