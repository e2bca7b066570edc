import { TongbanError } from '../../../domain/TongbanError.ts';

/** Says that a list of input is too long. */
export const tooManyItems = (limit: number): TongbanError =>
  new TongbanError('OPERATION_TOO_COSTLY', `A list of input may hold ${limit} items at most`);
