import { OpenAPIHono } from '@hono/zod-openapi';
import type { Caller } from '../access/caller.ts';
import type { Database } from '../store/database.ts';
import { Problem } from './problem.ts';

/** What every request carries. */
export interface Env {
  Variables: {
    /** Who asks; undefined for the public. */
    caller: Caller | undefined;
    /** The address the request came from. */
    address: string;
  };
}

/** A group of routes of one feature. */
export type Routes = OpenAPIHono<Env>;

/** What the routes of a feature are given. */
export interface Services {
  readonly database: Database;
}

/** A new group of routes: input that doesn't fit its schema becomes a problem that names each field. */
export function newRoutes(): Routes {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (result.success) return;
      const issues = result.error.issues.map((issue) => ({
        code: issue.code,
        path: issue.path.map(String).join('/'),
        message: issue.message,
      }));
      const where = issues.map((issue) => issue.path || 'the body').join(', ');
      throw new Problem('invalid', `The request does not fit its description at ${where}.`, issues);
    },
  });
}

/** The member who asks; a problem for the public. */
export function signedIn(context: { get(name: 'caller'): Caller | undefined }): Caller {
  const caller = context.get('caller');
  if (!caller) throw new Problem('not-signed-in', 'Sign in, or send a token.');
  return caller;
}
