import type { Called, TestHub } from './test-hub.ts';

/** A browser as the hub sees one: keeps its cookies, and says where its requests come from. */
export interface Browser {
  readonly cookies: Map<string, string>;
  /** Sends a request from the hub's own pages; `headers` override what the browser says. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Called>;
}

/** Opens a browser on a hub at an origin. */
export function browserOn(hub: Pick<TestHub, 'fetch'>, origin = 'https://hub.test'): Browser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async send(method, path, body, headers = {}) {
      const response = await hub.fetch(
        new Request(new URL(path, origin), {
          method,
          headers: {
            'sec-fetch-site': 'same-origin',
            'user-agent': 'Browser of the test',
            ...(cookies.size > 0 && { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          redirect: 'manual',
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
      for (const line of response.headers.getSetCookie()) keep(cookies, line);
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json');
      return { status: response.status, body: json && text ? JSON.parse(text) : text, headers: response.headers };
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(/;\s*/);
  const [name = '', value = ''] = pair.split('=', 2);
  if (attributes.some((one) => one.toLowerCase() === 'max-age=0')) cookies.delete(name);
  else cookies.set(name, value);
}
