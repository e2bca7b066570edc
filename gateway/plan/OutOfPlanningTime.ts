import { TongbanError } from '../../domain/TongbanError.ts';

/** Planning has taken all the time that it was given; with more it might have ended well. */
export class OutOfPlanningTime extends TongbanError {
  /** @param ms - how long it was. */
  constructor(ms: number) {
    super('OPERATION_TOO_COSTLY', `The operation is too costly to plan: that takes longer than ${ms} ms`);
  }
}
