import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { IdempotentRequest } from '../NewCase.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { requestDigest } from './requestDigest.ts';

/**
 * The case of a request that was made before, without waiting for anybody; `null` where it was not made yet, or is being
 * made just now.
 *
 * @throws {TongbanError} CONFLICT when the key was used for another request.
 */
export async function findRepeated(
  database: CasesDatabase,
  request: IdempotentRequest,
): Promise<string | null> {
  const { scope, key } = request;
  const first = await askDatabase(
    database
      .selectFrom('idempotency')
      .select(['request_digest', 'case_id'])
      .where('scope', '=', scope)
      .where('key', '=', key)
      .executeTakeFirst(),
  );
  if (first === undefined) return null;
  if (first.request_digest.equals(requestDigest(request))) return first.case_id;
  throw new TongbanError('CONFLICT', 'this idempotencyKey was used for another request');
}
