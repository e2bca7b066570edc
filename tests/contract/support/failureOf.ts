import { TongbanError } from '../../../domain/TongbanError.ts';

/**
 * The error that a question ends with: the one it rejects with, or that of its first entry.
 *
 * @throws {Error} when it ends well, or with an error that is not one of ours.
 */
export async function failureOf(asked: Promise<unknown>): Promise<TongbanError> {
  const outcome = await asked.catch((error: unknown) => error);
  const failure: unknown = Array.isArray(outcome) ? outcome[0] : outcome;
  if (failure instanceof TongbanError) return failure;
  throw new Error('it did not fail as it should have', { cause: failure });
}
