import { ERROR_KINDS } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** SQLSTATE classes that blame the statement or its values: the same request fails again. */
const OWN_FAULT = /^(22|23|42)/;

/**
 * Waits for a query or a transaction.
 *
 * @param message - said of the failure.
 * @throws {TongbanError} what a transaction's own rules threw, as it is; for everything else INTERNAL_SERVER_ERROR,
 *   retryable where the database was out of reach or out of means, with the failure as its cause.
 */
export async function askDatabase<T>(
  query: Promise<T>,
  message: string = ERROR_KINDS.INTERNAL_SERVER_ERROR.en,
): Promise<T> {
  try {
    return await query;
  } catch (cause) {
    if (cause instanceof TongbanError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new TongbanError('INTERNAL_SERVER_ERROR', message, { retryable: !OWN_FAULT.test(code), cause });
  }
}
