import type { IdempotentRequest } from '../NewCase.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { findRepeated } from './findRepeated.ts';
import { requestDigest } from './requestDigest.ts';

/**
 * Claims an idempotency key for a case, or a mandate, within the transaction that makes it. Whoever comes with the same key meanwhile
 * waits here until the first one is done.
 *
 * @returns `null` when the key was free, else the case of the request that had it.
 * @throws {TongbanError} CONFLICT when it was another request.
 */
export async function claimKey(
  transaction: CasesDatabase,
  request: IdempotentRequest,
  caseId: string,
): Promise<string | null> {
  const { scope, key } = request;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('idempotency')
    .values({ scope, key, request_digest: requestDigest(request), case_id: caseId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return null;
  return findRepeated(transaction, request);
}
