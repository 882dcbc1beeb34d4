/** What a check found: all good, worth knowing, or wrong, with what to do about it. */
export interface Finding {
  readonly check: string;
  readonly state: 'good' | 'notice' | 'wrong';
  readonly what: string;
  readonly todo?: string;
}

/** Nothing to do. */
export const good = (check: string, what: string): Finding => ({ check, state: 'good', what });
/** Worth knowing, nothing is broken. */
export const notice = (check: string, what: string): Finding => ({ check, state: 'notice', what });
/** Something that has to be mended, and how. */
export const wrong = (check: string, what: string, todo: string): Finding => ({ check, state: 'wrong', what, todo });
