import { askDatabase } from '../../serving/storage/askDatabase.ts';

/**
 * Waits for a query about what places send.
 *
 * @throws {TongbanError} INTERNAL_SERVER_ERROR, retryable where another try may succeed.
 */
export function askStore<T>(query: Promise<T>): Promise<T> {
  return askDatabase(query, 'The inbox of the place cannot be used');
}
