import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/**
 * The error of a question that did not get as far as the hub: of our own making, so that no breaker takes it for the
 * hub's, and worth another try in a moment.
 *
 * @param cause - an `OwnerLost` where another replica may be asked at once.
 */
export function routingFailure(jurisdiction: DivisionCode, what: string, cause?: unknown): TongbanError {
  return new TongbanError('INTERNAL_SERVER_ERROR', `the node of ${jurisdiction} ${what}`, {
    jurisdiction,
    retryable: true,
    retryAfter: 1,
    cause,
  });
}
