import { TongbanError } from '../../../domain/TongbanError.ts';

const RETRY_AFTER_S = 5;

/** More operations are to be planned than there is time for. */
export const tooManyPlans = (): TongbanError =>
  new TongbanError('OVERLOADED', 'Too many operations are being planned', { retryAfter: RETRY_AFTER_S });
