import { TongbanError } from '../../../domain/TongbanError.ts';

/** SQLSTATE classes that blame the statement or its values: the same request fails again. */
const OWN_FAULT = /^(22|23|42)/;

/**
 * Waits for a query.
 *
 * @throws {TongbanError} INTERNAL_SERVER_ERROR, retryable where another try may succeed.
 */
export async function askStore<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new TongbanError('INTERNAL_SERVER_ERROR', 'The inbox of the place cannot be used', {
      retryable: !OWN_FAULT.test(code),
      cause,
    });
  }
}
