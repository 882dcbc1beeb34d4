/** Parts of the alliances page, as they stand in its address. */
export const allianceParts = ['parties', 'agreements', 'communities', 'tokens'] as const;
export type AlliancePart = (typeof allianceParts)[number];
