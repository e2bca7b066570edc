import type { PostAnswer } from '../PostAnswer.ts';

/** Is told once how a call ended. */
export interface CallListener {
  /** @param answer - may be others' too: nobody writes into it. */
  onAnswer(answer: PostAnswer): void;
  onFailure(error: unknown): void;
}
