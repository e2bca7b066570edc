import type { StepAnswer } from '../../../adapters/steps/StepAnswers.ts';
import { canonicalResult } from './canonicalResult.ts';
import type { JournaledStep } from './JournaledStep.ts';

/** What an answer means for a step: it counts, it says nothing new, or it contradicts what counts. */
export type AnswerVerdict = 'APPLIES' | 'SAYS_NOTHING_NEW' | 'CONTRADICTS';

/** What a system says of a step, whatever message it came in. */
export type StepSaying = Pick<StepAnswer, 'result' | 'isTakenBack' | 'isInDoubt'>;

/** Judges what a system says of a step by itself, in whatever order it comes. A final result stays what it is. */
export function judgeAnswer(
  { state, isOwned, attempts, result }: Pick<JournaledStep, 'state' | 'isOwned' | 'attempts' | 'result'>,
  { result: answer, isTakenBack, isInDoubt }: StepSaying,
): AnswerVerdict {
  const isFinal = state === 'DONE' || state === 'REFUSED';
  switch (answer.outcome) {
    case 'DONE':
    case 'REFUSED':
      if (!isFinal) return 'APPLIES';
      // What was taken back had been done: the step that took it back says so.
      if (isTakenBack === true && state === 'DONE') return 'SAYS_NOTHING_NEW';
      return result !== null && canonicalResult(result) === canonicalResult(answer)
        ? 'SAYS_NOTHING_NEW'
        : 'CONTRADICTS';
    case 'FAILED':
      if (isFinal) return 'CONTRADICTS';
      // It may be about the attempt before, and then a third one would follow while the second is under way.
      return isOwned && attempts > 1 ? 'CONTRADICTS' : 'APPLIES';
    case 'PENDING':
      // The call that is under way, or the failure that came after it, knows better.
      if (isFinal || isOwned || state === 'PENDING' || state === 'FAILED') return 'SAYS_NOTHING_NEW';
      return 'APPLIES';
    case 'UNKNOWN':
      // Also while a call is under way, which will say no more than that it was sent.
      return isInDoubt === true && (state === 'PENDING' || state === 'SENT') ? 'APPLIES' : 'SAYS_NOTHING_NEW';
  }
}
