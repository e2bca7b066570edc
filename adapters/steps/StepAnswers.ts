import type { StepResult } from '../../domain/cases/StepResult.ts';

/** An answer that a system gives by itself, later, to a step that was PENDING or unknown. */
export interface StepAnswer {
  readonly businessKey: string;
  /** The system's own identification of the message: the same message sent twice carries the same id. */
  readonly messageId: string;
  readonly result: StepResult;
  /**
   * The result is a refusal because what was done, or in work, was taken back by a cancellation of ours: after DONE it is
   * no contradiction.
   */
  readonly isTakenBack?: true;
  /**
   * Of UNKNOWN: the system cannot tell whether it took what it was sent, so a step that waits for it is unknown. Any other
   * UNKNOWN is a word that we do not know, and leaves the step as it was.
   */
  readonly isInDoubt?: true;
}

/** Where an adapter puts what a system says of a step by itself; stored when it resolves, so that it may be acknowledged. */
export interface StepAnswers {
  /**
   * @returns `TAKEN`, also where it was taken before; `HELD` for a key that is not known (yet): it is kept for a while and
   *   taken when the step comes to be known, else it stays in quarantine for a person.
   */
  take(answer: StepAnswer): Promise<'TAKEN' | 'HELD'>;
}
