/** What anybody may know of the hub. */
export interface Hub {
  readonly name: string | null;
  readonly names: Names;
  readonly setUp: boolean;
  readonly version: string;
}

export type Names = Readonly<Partial<Record<string, string>>>;

/** The signed-in member. */
export interface Me {
  readonly member: string;
  readonly name: string;
  readonly party: string;
  readonly roles: readonly string[];
  readonly authority: boolean;
  readonly language: 'ar' | 'en';
}

export interface Party {
  readonly id: string;
  readonly name: string;
  readonly names: Names;
  readonly kind: string;
  readonly sectors: readonly string[];
  readonly country: string | null;
  readonly reliability: string;
  readonly isHub: boolean;
  readonly active: boolean;
  readonly created: string;
}

export interface Community {
  readonly id: string;
  readonly name: string;
  readonly names: Names;
  readonly purpose: string;
}

export interface Agreement {
  readonly id: string;
  readonly name: string;
  readonly names: Names;
  readonly from: string;
  readonly until: string | null;
  readonly highestLevel: Level;
  readonly duties: string;
  readonly state: 'draft' | 'in-force' | 'not-yet' | 'expired' | 'ended';
  readonly parties: readonly {
    readonly id: string;
    readonly name: string;
    readonly assentedAt: string | null;
    readonly leftAt: string | null;
  }[];
  readonly communities: readonly Community[];
}

export const tlpLevels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type Level = (typeof tlpLevels)[number] | 'UNMARKED' | 'UNKNOWN';

/** A STIX object, whose properties nobody vouches for. */
export type StixObject = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

export interface Stored {
  /** Position in the hub's order: microseconds since 1970. */
  readonly added: number;
  readonly owner: string;
  readonly level: Level;
  readonly object: StixObject;
}

export interface SearchPage {
  readonly objects: readonly Stored[];
  readonly count: number;
  readonly countIsLowerBound: boolean;
  readonly before: number | null;
}

export interface Submitted {
  readonly accepted: number;
  readonly changed: number;
  readonly released: number;
  readonly known: number;
  readonly refused: number;
  readonly refusals: readonly {
    readonly id: string | null;
    readonly issues: readonly { readonly path: string; readonly message: string }[];
  }[];
}

export interface Audience {
  readonly everyone: boolean;
  readonly parties: readonly { readonly id: string; readonly name: string; readonly names: Names }[];
  readonly others: boolean;
}

export interface Session {
  readonly id: string;
  readonly created: string;
  readonly lastSeen: string;
  readonly agent: string | null;
  readonly current: boolean;
}

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expires: string;
  readonly revoked: string | null;
  readonly lastUsed: string | null;
}
