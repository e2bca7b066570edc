/** What a place's system says of a step. Values are texts of the system's own (numbers of papers, amounts). */
export type StepResult =
  | { readonly outcome: 'DONE'; readonly outputs: Readonly<Record<string, string>> }
  /** Taken; the answer comes later, by the system's own call or when it is asked again. */
  | { readonly outcome: 'PENDING' }
  /** 不予办理: a business refusal, final. `reason` is the place's own wording and may name people: content, never logged. */
  | { readonly outcome: 'REFUSED'; readonly code: string; readonly reason: string }
  /** It is certain that nothing happened; it may be tried again, but `isLasting`: as it is it would fail for ever. */
  | {
      readonly outcome: 'FAILED';
      readonly code: string;
      readonly retryAfterSeconds: number | null;
      readonly isLasting?: true;
    }
  /** Whether it happened cannot be told: it is asked for by its business key, never sent again blindly. */
  | { readonly outcome: 'UNKNOWN'; readonly code: string };
