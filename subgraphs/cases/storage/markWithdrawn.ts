import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/**
 * Notes that an inquiry is taken back, once; what was asked stays.
 *
 * @param at - epoch ms.
 * @returns `false` where it was before.
 * @throws {TongbanError} CONFLICT where it was answered.
 */
export async function markWithdrawn(
  transaction: CasesDatabase,
  inquiryId: string,
  at: number,
): Promise<boolean> {
  const { answered_at, withdrawn_at } = await transaction
    .selectFrom('inquiries')
    .select(['answered_at', 'withdrawn_at'])
    .where('inquiry_id', '=', inquiryId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (withdrawn_at !== null) return false;
  if (answered_at !== null)
    throw new TongbanError('CONFLICT', 'This inquiry was answered already: read the answer');
  await transaction
    .updateTable('inquiries')
    .set({ withdrawn_at: new Date(at) })
    .where('inquiry_id', '=', inquiryId)
    .execute();
  return true;
}
