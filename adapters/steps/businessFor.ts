import type { StepAction } from '../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { NotSent } from '../transport/NotSent.ts';

interface BusinessQuery {
  readonly action: StepAction;
  readonly jurisdiction: DivisionCode;
}

/**
 * What an action is called at a system.
 *
 * @throws {TongbanError} `NOT_OFFERED`, nothing sent, for an action that is not among its `actions`.
 */
export function businessFor<Business>(
  businesses: Readonly<Record<string, Business>>,
  { action, jurisdiction }: BusinessQuery,
): Business {
  const business = Object.hasOwn(businesses, action) ? businesses[action] : undefined;
  if (business !== undefined) return business;
  throw new TongbanError('NOT_OFFERED', `${jurisdiction} does not take this action`, {
    jurisdiction,
    cause: new NotSent('an action that the system does not have'),
  });
}
