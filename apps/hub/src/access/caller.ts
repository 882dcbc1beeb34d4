/** What a member may do in their own party; `authority` and `auditor` are roles in the hub's party only. */
export const roles = ['reader', 'analyst', 'liaison', 'administrator', 'authority', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** What a token may be used for. A session of a person has all of them. */
export const scopes = ['read', 'write', 'manage'] as const;
export type TokenScope = (typeof scopes)[number];

/** A member, signed in or by token, acting for their party. */
export interface Caller {
  readonly member: string;
  readonly name: string;
  readonly party: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly TokenScope[];
  /** Whether the member acts for the hub's authority. */
  readonly authority: boolean;
  readonly auditor: boolean;
  readonly language: 'ar' | 'en';
  /** The session, when it is one: its cookie needs protection against forged requests. */
  readonly session?: string;
  /** When the token ends, for a caller by token. */
  readonly tokenExpires?: Date;
}
