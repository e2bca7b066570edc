/** Something that happened to a case. */
export interface JourneyEvent {
  /** Milliseconds after it was handed in. */
  readonly ms: number;
  readonly event: string;
  /** Of the step in Chinese; `null` for what concerns the whole case. */
  readonly stepName: string | null;
  /** Code and name of where; `null` for what concerns the whole case. */
  readonly division: { readonly code: string; readonly name: string } | null;
}

/** How one case really went. */
export interface Journey {
  readonly caseNumber: string;
  readonly item: string;
  readonly accepting: { readonly code: string; readonly name: string };
  readonly owning: { readonly code: string; readonly name: string };
  readonly events: readonly JourneyEvent[];
  /** What places brought: `permitNumber`, … */
  readonly outputs: readonly string[];
}
