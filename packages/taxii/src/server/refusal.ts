import { TAXII_MEDIA_TYPE, type ErrorMessage } from '../resources.ts';
import type { Issue } from '@sanad/result';

/**
 * A request that is answered with an error of TAXII. The handler throws it, and a backend may, for what it alone knows:
 * a quota that is used up, maintenance. Anything else that a backend throws is a fault of the server.
 */
export class TaxiiRefusal extends Error {
  readonly response: Response;

  constructor(status: number, message: Omit<ErrorMessage, 'http_status'>, headers?: Headers) {
    super(message.title);
    this.response = taxiiResponse(status, JSON.stringify({ ...message, http_status: String(status) }), headers);
  }
}

/** Refuses for what is wrong with the request, with every issue in the error's details. */
export function refuseFor(status: number, title: string, issues: readonly Issue[]): TaxiiRefusal {
  const description = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join(' ');
  return new TaxiiRefusal(status, { title, description, details: { issues } });
}

/** A TAXII message, or none, under the headers that all of them have. */
export function taxiiResponse(status: number, body: string | null, headers: Headers = new Headers()): Response {
  headers.set('content-type', TAXII_MEDIA_TYPE);
  // What one caller may see is for no cache on the way.
  headers.set('cache-control', 'private, no-store');
  headers.set('x-content-type-options', 'nosniff');
  return new Response(body, { status, headers });
}
