/** The levels of the Traffic Light Protocol 2.0, freest first: those that an object can be marked with. */
export const tlpLevels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;

/** How far an object may travel: its Traffic Light Protocol level, or that it has none or one nobody here knows. */
export type Level = (typeof tlpLevels)[number] | 'UNMARKED' | 'UNKNOWN';

/** By which door an object would leave the hub. */
export type Channel = 'page' | 'taxii' | 'export' | 'federation' | 'email';

/** A party's place in an agreement. */
export interface Participation {
  /** Id of the party's identity object. */
  readonly party: string;
  /** When the party's liaison assented. */
  readonly assentedAt?: Date;
  /** When the party left. */
  readonly leftAt?: Date;
}

/** What the rule needs to know of an agreement. */
export interface Agreement {
  readonly parties: readonly Participation[];
  /** Whether the hub's own party is bound by it, so that it admits the others to the hub. */
  readonly withHub: boolean;
  /** Ids of the communities that the agreement creates. */
  readonly communities: readonly string[];
  /** Start of the term. */
  readonly from: Date;
  /** End of the term, itself outside it. */
  readonly until?: Date;
  /** When it first had the assent of every party that it then had. */
  readonly inForceSince?: Date;
  /** When it was ended. */
  readonly endedAt?: Date;
}

/** Who asks. Without a party: the public. */
export interface Actor {
  /** Id of the identity object of the party for which the member or program acts. */
  readonly party?: string;
  /** Whether the member acts for the hub's authority. */
  readonly authority: boolean;
  readonly agreements: readonly Agreement[];
  readonly channel: Channel;
  /** The moment of asking. */
  readonly at: Date;
}

/** What the rule needs to know of an object. */
export interface Released {
  /** Id of the party that brought the object to the hub. */
  readonly owner: string;
  readonly level: Level;
  /** Ids of the communities to which it was shared. */
  readonly communities: readonly string[];
  /** Ids of the parties to which it was addressed by name. */
  readonly recipients: readonly string[];
  /** Whether it was withdrawn. */
  readonly withdrawn: boolean;
}
