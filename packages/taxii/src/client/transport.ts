import { TAXII_MEDIA_TYPE, type ErrorMessage } from '../resources.ts';
import { TaxiiError } from './taxii-error.ts';

/** How a client reaches its server. */
export interface TransportOptions {
  /** Value of the `Authorization` header; as a function when it changes, as a token does that is renewed. */
  readonly authorization?: string | (() => string | Promise<string>);
  /** Origins that are given the authorization beside the one of `url`; no other ever gets it. */
  readonly trustedOrigins?: readonly string[];
  /** The global fetch, unless a test or a proxy has another. */
  readonly fetch?: (url: URL, init: RequestInit) => Promise<Response>;
  /** Attempts after the first, at what may pass: 429, 502, 503, 504 and no answer. 5 unless said otherwise. */
  readonly retries?: number;
  /** Longest wait before an attempt, in seconds; a server that asks for more ends the request. 120 by default. */
  readonly longestWait?: number;
  /** Waits so many milliseconds or until the signal; a test has one that doesn't. */
  readonly pause?: Pause;
  readonly signal?: AbortSignal;
}

/** Waits so many milliseconds, and throws the signal's reason when that comes first. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** What to send. */
export interface Message {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** A TAXII message as JSON. */
  readonly body?: string;
  /** Whether to ask again when no answer came; without, that is an error at once. */
  readonly again?: boolean;
}

/** What came back: a 2xx and its JSON, `undefined` for an empty body. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Sends a message and tries again as long as that may help; the errors are `TaxiiError`s. */
export type Transport = (url: URL, message?: Message) => Promise<Reply>;

const PASSING = [429, 502, 503, 504];

/** A transport for the server at `home`. */
export function createTransport(home: URL, options: TransportOptions): Transport {
  const { retries = 5, longestWait = 120, pause = sleep, signal } = options;
  const fetcher = options.fetch ?? ((url, init) => fetch(url, init));
  const trusted = new Set([home.origin, ...(options.trustedOrigins ?? [])]);

  const attempt = async (url: URL, { method = 'GET', body }: Message): Promise<Reply> => {
    const headers = new Headers({ accept: TAXII_MEDIA_TYPE });
    if (body !== undefined) headers.set('content-type', TAXII_MEDIA_TYPE);
    // An API root elsewhere, as discovery may name it, doesn't get what was meant for this server.
    if (options.authorization !== undefined && trusted.has(url.origin)) {
      const { authorization } = options;
      headers.set('authorization', typeof authorization === 'string' ? authorization : await authorization());
    }
    const init = { method, headers, ...(body !== undefined && { body }), ...(signal && { signal }) };
    try {
      const response = await fetcher(url, init);
      return readReply(url, response, await response.text());
    } catch (cause) {
      if (cause instanceof TaxiiError || signal?.aborted) throw cause;
      throw new TaxiiError('No answer came', { kind: 'network', url: url.href, cause });
    }
  };

  return async (url, message = {}) => {
    for (let tried = 0; ; tried += 1) {
      try {
        return await attempt(url, message);
      } catch (error) {
        if (!(error instanceof TaxiiError) || tried >= retries || !mayPass(error, message)) throw error;
        const seconds = error.facts.retryAfter ?? Math.min(longestWait, 0.5 * 2 ** tried * (1 + Math.random()));
        if (seconds > longestWait) throw error;
        await pause(seconds * 1000, signal);
      }
    }
  };
}

/** A header value for basic authentication. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`;
}

function mayPass({ kind, status }: TaxiiError, { again = true }: Message): boolean {
  return kind === 'network' ? again : PASSING.includes(status ?? 0);
}

/** Any media type will do: what counts is that the answer is JSON. */
function readReply(url: URL, { status, headers, ok }: Response, text: string): Reply {
  let body: unknown;
  try {
    body = text.trim() === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    if (ok) {
      const type = headers.get('content-type') ?? 'no media type';
      throw new TaxiiError(`The answer is no TAXII but ${type}`, { kind: 'protocol', url: url.href, status, cause });
    }
  }
  if (ok) return { status, headers, body };
  const taxii = isErrorMessage(body) ? body : undefined;
  const retryAfter = readRetryAfter(headers.get('retry-after'));
  throw new TaxiiError([`The server answered ${status}`, taxii?.title, taxii?.description].filter(Boolean).join(': '), {
    kind: 'refused',
    url: url.href,
    status,
    ...(taxii && { taxii }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

/** Seconds to wait, given as such or as a date (RFC 9110 §10.2.3). */
function readRetryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}

const isErrorMessage = (body: unknown): body is ErrorMessage =>
  typeof body === 'object' && body !== null && 'title' in body && typeof body.title === 'string';

/** Waits by the clock. */
export const sleep: Pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
