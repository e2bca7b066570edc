import { TongbanError } from '../../../domain/TongbanError.ts';

/** Nobody hears of it: who asked has left, or was answered at the deadline. */
export const unwantedPlan = (): TongbanError =>
  new TongbanError('DEADLINE_EXCEEDED', 'The operation was not planned: nobody waits for it any more');
