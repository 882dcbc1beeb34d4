import { acceptsTaxii } from '../media-type.ts';
import type { Collection } from '../resources.ts';
import type { TaxiiBackend } from './backend.ts';
import { createCursors } from './cursor.ts';
import { answer } from './endpoints.ts';
import { taxiiResponse, TaxiiRefusal } from './refusal.ts';
import { allowedMethods, matchRoute } from './route.ts';

/** Where the handler stands and whom it tells of faults. */
export interface TaxiiHandlerOptions {
  /** Path of discovery, with the API roots below it: `/taxii2/` (TAXII 2.1 §4.1) unless something stands before it. */
  readonly base?: string;
  /** Told of whatever the backend threw; the client's 500 has nothing of it but the same `errorId`. */
  readonly onError?: (error: unknown, errorId: string) => void;
}

/** Serves TAXII 2.1 from a backend: give it requests of the Fetch API and send its responses. */
export function createTaxiiHandler<Caller, C extends Collection>(
  backend: TaxiiBackend<Caller, C>,
  { base = '/taxii2/', onError }: TaxiiHandlerOptions = {},
): (request: Request) => Promise<Response> {
  const cursors = createCursors(backend.cursorKey);

  const serve = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const route = matchRoute(base, url.pathname);
    if (!route) throw elsewhere(base, url);
    const allowed = allowedMethods(route);
    const allow = new Headers({ allow: [...allowed, 'OPTIONS'].join(', ') });
    if (request.method === 'OPTIONS') return taxiiResponse(204, null, allow);
    if (!allowed.includes(request.method)) {
      throw new TaxiiRefusal(405, { title: `This endpoint has no ${request.method}` }, allow);
    }
    const caller = await authenticate(backend, request);
    if (!acceptsTaxii(request.headers.get('accept'))) {
      throw new TaxiiRefusal(406, {
        title: 'Only TAXII 2.1 is spoken here',
        description: 'Accept application/taxii+json;version=2.1.',
      });
    }
    return answer({ backend, base, cursors, caller, request, search: url.searchParams }, route);
  };

  return async (request) => {
    const response = await serve(request).catch((error: unknown) => {
      if (error instanceof TaxiiRefusal) return error.response;
      const errorId = crypto.randomUUID();
      onError?.(error, errorId);
      return new TaxiiRefusal(500, { title: 'The server failed at this request', error_id: errorId }).response;
    });
    return request.method === 'HEAD' ? new Response(null, response) : response;
  };
}

async function authenticate<Caller, C extends Collection>(
  backend: TaxiiBackend<Caller, C>,
  request: Request,
): Promise<Caller> {
  const authentication = await backend.authenticate(request);
  if (!authentication) {
    const headers = new Headers();
    for (const challenge of backend.challenges) headers.append('www-authenticate', challenge);
    throw new TaxiiRefusal(
      401,
      { title: 'Say who you are', description: 'The credentials are missing or wrong.' },
      headers,
    );
  }
  if ('retryAfter' in authentication) {
    const headers = new Headers({ 'retry-after': String(Math.ceil(authentication.retryAfter)) });
    throw new TaxiiRefusal(429, { title: 'Too many attempts', description: 'Wait before the next one.' }, headers);
  }
  return authentication.caller;
}

/** Paths end in `/` (TAXII 2.1 §1.6.5); who forgets it, as taxii2-client does for a status, is shown the way. */
function elsewhere(base: string, { pathname, search }: URL): TaxiiRefusal {
  if (!matchRoute(base, `${pathname}/`)) return new TaxiiRefusal(404, { title: 'There is nothing here' });
  return new TaxiiRefusal(308, { title: 'The path ends in /' }, new Headers({ location: `${pathname}/${search}` }));
}
