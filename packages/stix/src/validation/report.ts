import type { Issue } from '@sanad/result';
import { recommendations, type Recommendation } from '../specification/recommendations.ts';

/** How strictly to judge. */
export interface ValidateOptions {
  /** Makes the specification's SHOULDs errors too. */
  readonly strict?: boolean;
  /** With `strict`: recommendations, or groups of them, not to report; see {@link recommendations}. */
  readonly disabled?: readonly string[];
  /** With `strict`: no properties beyond those of the specification, even through extensions. */
  readonly strictProperties?: boolean;
  /** With `strict`: no types beyond those of the specification. */
  readonly strictTypes?: boolean;
}

/** The groups whose values come from outside the object: disabling `approved-values` disables them. */
const approvedValues = new Set(['approved-values', 'all-vocabs', 'all-external-sources']);

/** Most issues that one call reports; the rest is counted as one. */
const MAX_ISSUES = 1000;

/** Collects what is wrong with an input. */
export class Report {
  readonly issues: Issue[] = [];
  /** How many issues there are, those included that are no longer listed. */
  total = 0;
  readonly strict: boolean;
  readonly options: ValidateOptions;
  readonly #disabled: ReadonlySet<string>;

  constructor(options: ValidateOptions) {
    this.options = options;
    this.strict = options.strict === true;
    this.#disabled = new Set(options.disabled);
  }

  /** Whether a recommendation is checked. */
  checks(recommendation: Recommendation): boolean {
    if (!this.strict || this.#disabled.has(recommendation)) return false;
    const group = recommendations[recommendation];
    return !this.#disabled.has(group) && !(approvedValues.has(group) && this.#disabled.has('approved-values'));
  }

  /** Reports a broken requirement (MUST) at a property of the object at a path; bounds of our own have no clause. */
  must(code: string, parent: string, key: string | number, message: string, clause?: string): void {
    this.total += 1;
    if (this.total === MAX_ISSUES + 1) {
      this.issues.push({ code: 'too-many-issues', path: '', message: `more than ${MAX_ISSUES} issues` });
    }
    if (this.total <= MAX_ISSUES) {
      const spec = clause === undefined ? {} : { spec: `STIX 2.1 §${clause}` };
      this.issues.push({ code, path: join(parent, key), message, ...spec });
    }
  }

  /** Reports a recommendation (SHOULD) that is not followed, if it is asked for. */
  should(code: Recommendation, parent: string, key: string | number, message: string, clause: string): void {
    if (this.checks(code)) this.must(code, parent, key, message, clause);
  }
}

/** The path of a property or list item of what stands at a path. */
export function join(parent: string, key: string | number): string {
  if (key === '') return parent;
  // A name that is longer than any may be is cut, so that an issue stays readable.
  const name = typeof key === 'string' && key.length > 250 ? `${key.slice(0, 250)}…` : key;
  return parent === '' ? String(name) : `${parent}/${name}`;
}

/** How a value is called in messages: short, and safe to print. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
