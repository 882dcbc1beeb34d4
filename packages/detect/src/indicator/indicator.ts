/** The part of a STIX 2.1 indicator (§4.7) that detection needs; any indicator object fits. */
export interface Indicator {
  readonly id: string;
  readonly pattern: string;
  readonly pattern_type?: string;
  readonly valid_from?: string;
  readonly valid_until?: string;
  readonly revoked?: boolean;
  /** 0 to 100; absent means not said. */
  readonly confidence?: number;
  readonly created?: string;
  readonly modified?: string;
}

/** What an engine knows of an indicator that matched. */
export interface IndicatorFacts {
  readonly id: string;
  readonly confidence: number | undefined;
  /** Milliseconds since 1970; whole seconds. */
  readonly validFrom: number;
  /** Milliseconds since 1970; the first moment at which it no longer holds. Undefined for no end. */
  readonly validUntil: number | undefined;
}

/** When and how surely an indicator holds, or why its times are wrong. */
export function readFacts(indicator: Indicator): IndicatorFacts | string {
  const from = indicator.valid_from === undefined ? 0 : Date.parse(indicator.valid_from);
  if (Number.isNaN(from)) return 'valid_from is no timestamp';
  const until = indicator.valid_until === undefined ? undefined : Date.parse(indicator.valid_until);
  if (until !== undefined && !(until > from)) return 'valid_until is not after valid_from';
  const { confidence } = indicator;
  if (confidence !== undefined && !(confidence >= 0 && confidence <= 100)) return 'confidence is not between 0 and 100';
  return { id: indicator.id, confidence, validFrom: from, validUntil: until };
}
