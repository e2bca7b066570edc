import { ERROR_KINDS } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** SQLSTATE classes that blame the statement or its values: the same request fails again. */
const OWN_FAULT = /^(22|23|42)/;

/**
 * Waits for a query.
 *
 * @throws {TongbanError} INTERNAL_SERVER_ERROR, retryable, when the database was out of reach or out of means; errors
 *   that blame the statement pass as they are.
 */
export async function askDatabase<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof Error && 'code' in error && OWN_FAULT.test(String(error.code))) throw error;
    throw new TongbanError('INTERNAL_SERVER_ERROR', ERROR_KINDS.INTERNAL_SERVER_ERROR.en, {
      retryable: true,
      cause: error,
    });
  }
}
