import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { lockMandate } from './lockMandate.ts';

/** Notes by which mandate a case is handed in. @throws {TongbanError} CONSENT_REQUIRED when it was revoked meanwhile. */
export async function noteMandateUse(
  transaction: CasesDatabase,
  caseId: string,
  mandateId: string,
): Promise<void> {
  const mandate = await lockMandate(transaction, mandateId, false);
  if (mandate === null || mandate.revokedAt !== null)
    throw new TongbanError('CONSENT_REQUIRED', 'The mandate was revoked');
  await transaction.insertInto('mandate_uses').values({ case_id: caseId, mandate_id: mandateId }).execute();
}
