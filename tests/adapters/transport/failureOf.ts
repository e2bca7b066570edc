import { TongbanError } from '../../../domain/TongbanError.ts';

/** The error that the work fails with, which must be one of ours. */
export async function failureOf(work: Promise<unknown>): Promise<TongbanError> {
  const error: unknown = await work.then(() => 'no failure').catch((reason: unknown) => reason);
  if (error instanceof TongbanError) return error;
  throw new Error('not a TongbanError', { cause: error });
}
