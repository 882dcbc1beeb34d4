import type { ErrorMessage } from '../resources.ts';

/** Why a request came to nothing: the server said no, no answer came, or the answer is no TAXII. */
export type TaxiiErrorKind = 'refused' | 'network' | 'protocol';

/** What else is known of a failed request. */
export interface TaxiiErrorFacts {
  readonly kind: TaxiiErrorKind;
  readonly url: string;
  /** Status code of the answer, if one came. */
  readonly status?: number;
  /** The server's own words. */
  readonly taxii?: ErrorMessage;
  /** Seconds that the server asked to wait. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** A request to a TAXII server that came to nothing, after all retries. */
export class TaxiiError extends Error {
  override readonly name = 'TaxiiError';
  readonly facts: TaxiiErrorFacts;

  constructor(message: string, facts: TaxiiErrorFacts) {
    super(`${message} (${facts.url})`, { cause: facts.cause });
    this.facts = facts;
  }

  get kind(): TaxiiErrorKind {
    return this.facts.kind;
  }

  get status(): number | undefined {
    return this.facts.status;
  }

  get taxii(): ErrorMessage | undefined {
    return this.facts.taxii;
  }
}
