/** What the hub answers to a request that it refuses (RFC 9457). */
export class HubProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly issues: readonly { readonly code: string; readonly path: string; readonly message: string }[];

  constructor(status: number, body: Partial<Pick<HubProblem, 'code' | 'title' | 'issues'>> & { detail?: string }) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.name = 'HubProblem';
    this.status = status;
    this.code = body.code ?? 'internal';
    this.title = body.title ?? '';
    this.issues = body.issues ?? [];
  }
}

/** The hub gave no answer at all. */
export class HubUnreachable extends Error {}

/** Asks the hub; the session is in a cookie that no script can read. Throws {@link HubProblem} or {@link HubUnreachable}. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    credentials: 'same-origin',
    headers: {
      'Accept-Language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  }).catch(() => {
    throw new HubUnreachable();
  });
  const text = await response.text();
  const answer = text && response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : {};
  if (!response.ok) throw new HubProblem(response.status, answer as Partial<HubProblem>);
  return answer as T;
}
