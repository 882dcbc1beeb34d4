/** One thing that is wrong with an input: what, where, and by which rule. */
export interface Issue {
  /** Stable machine name of the rule, kebab-case. */
  readonly code: string;
  /** Where in the input: property names and list indexes joined by `/`, empty for the whole; for text `line:column`. */
  readonly path: string;
  /** What is wrong and what would be right, in English. */
  readonly message: string;
  /** The clause of the specification that asks for it, such as `STIX 2.1 §3.3`. */
  readonly spec?: string;
}

/** What a library answers where an input can be bad: the value, or everything that is wrong with it. */
export type Result<T> = Ok<T> | Failure;

/** The value of a good input. */
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/** Everything that is wrong with a bad input. */
export interface Failure {
  readonly ok: false;
  readonly issues: Issue[];
}

/** A good answer. */
export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

/** A bad answer with its issues. */
export const failure = (...issues: Issue[]): Failure => ({ ok: false, issues });
