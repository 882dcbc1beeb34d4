import type { Issue } from '@sanad/result';

/** Every way in which a request can fail by its caller's doing, with the HTTP status it gets. */
export const statuses = {
  'bad-request': 400,
  'malformed-json': 400,
  'bad-cursor': 400,
  'not-signed-in': 401,
  'sign-in-failed': 401,
  'not-allowed': 403,
  'wrong-origin': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'already-exists': 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  invalid: 422,
  'too-many-attempts': 429,
  'not-ready': 503,
} as const;

export type ProblemCode = keyof typeof statuses;

/** The hub's one error for what a caller did wrong; anything else that is thrown is a bug and answers 500. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail: string, issues: readonly Issue[] = [], headers: Record<string, string> = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.issues = issues;
    this.headers = headers;
  }
}

/** A problem with one field of the input. */
export const fieldProblem = (code: string, path: string, message: string, spec?: string): Problem =>
  new Problem('invalid', message, [{ code, path, message, ...(spec ? { spec } : {}) }]);
