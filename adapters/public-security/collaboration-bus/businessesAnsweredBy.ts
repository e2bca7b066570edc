import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import { BUSINESSES, type BusBusiness } from './businesses.ts';

/** One of the businesses that a feedback may answer. */
export interface AnsweredBusiness {
  readonly action: StepAction;
  readonly business: BusBusiness;
}

/**
 * What a feedback of this class with this 业务代码 may answer: an application, and its cancellation where there is one. The
 * code is the same for both.
 */
export function businessesAnsweredBy(feedbackClass: string, code: string): readonly AnsweredBusiness[] {
  const all: readonly (readonly [string, BusBusiness])[] = Object.entries(BUSINESSES);
  return all.flatMap(([action, business]) =>
    business.feedbackClass === feedbackClass && business.code === code && isStepAction(action)
      ? [{ action, business }]
      : [],
  );
}
