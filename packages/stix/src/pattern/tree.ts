/** A STIX pattern as a tree: one observation expression of STIX 2.1 §9.5. Every node knows its offset in the text. */
export type Pattern = Observation | ObservationJoin | QualifiedObservation;

/** `[ … ]`: what one observation has to hold. */
export interface Observation {
  readonly kind: 'observation';
  readonly comparison: Comparison;
  readonly offset: number;
}

/** Observation expressions joined by an observation operator (STIX 2.1 §9.5.2); always two operands or more. */
export interface ObservationJoin {
  readonly kind: 'all-observed' | 'any-observed' | 'followed-by';
  readonly operands: readonly Pattern[];
  readonly offset: number;
}

/** An observation expression under one qualifier (STIX 2.1 §9.5.1); several qualifiers are nested, the last outermost. */
export interface QualifiedObservation {
  readonly kind: 'qualified';
  readonly expression: Pattern;
  readonly qualifier: Qualifier;
  readonly offset: number;
}

/** WITHIN a number of seconds, REPEATS a number of times, or START and STOP as the text of their timestamps. */
export type Qualifier =
  | { readonly kind: 'within'; readonly seconds: number }
  | { readonly kind: 'repeats'; readonly times: number }
  | { readonly kind: 'start-stop'; readonly start: string; readonly stop: string };

/** What stands inside `[ … ]` (STIX 2.1 §9.6). */
export type Comparison = ComparisonJoin | ComparisonTest;

/** Comparisons joined by AND or OR; always two operands or more. */
export interface ComparisonJoin {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Comparison[];
  readonly offset: number;
}

/** One test of the values that an object path selects; the operator decides what it is compared with. */
export type ComparisonTest = EqualityTest | OrderTest | SetTest | TextTest | ExistsTest;

interface Test {
  readonly kind: 'test';
  readonly path: ObjectPath;
  readonly negated: boolean;
  readonly offset: number;
}

/** `path = value` or `path != value`. */
export interface EqualityTest extends Test {
  readonly operator: '=' | '!=';
  readonly value: Literal;
}

/** `path < value` and its kin; a boolean has no order. */
export interface OrderTest extends Test {
  readonly operator: '<' | '<=' | '>' | '>=';
  readonly value: OrderedLiteral;
}

/** `path IN (value, …)`. */
export interface SetTest extends Test {
  readonly operator: 'IN';
  readonly values: readonly Literal[];
}

/** `path LIKE text` and the other operators that take a string. */
export interface TextTest extends Test {
  readonly operator: 'LIKE' | 'MATCHES' | 'ISSUBSET' | 'ISSUPERSET';
  readonly value: string;
}

/** `EXISTS path`. */
export interface ExistsTest extends Test {
  readonly operator: 'EXISTS';
}

/** `type:property.…` (STIX 2.1 §9.7). */
export interface ObjectPath {
  readonly objectType: string;
  readonly steps: readonly PathStep[];
}

/** A property or dictionary key, or a place in a list; `*` is any place. */
export type PathStep =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number | '*' };

/** A constant (STIX 2.1 §9.2); hex, binary and timestamp keep the text between their quotes. */
export type Literal = OrderedLiteral | { readonly kind: 'boolean'; readonly value: boolean };

/** A constant that has an order. */
export type OrderedLiteral =
  | { readonly kind: 'string' | 'hex' | 'binary' | 'timestamp'; readonly value: string }
  | { readonly kind: 'integer' | 'float'; readonly value: number };
