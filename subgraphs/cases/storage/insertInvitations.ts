import type { CaseVault } from '../CaseVault.ts';
import type { Invitations } from '../NewCase.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { storeContents } from './storeContents.ts';

/** Keeps the codes of the seats that are not taken: their digests to be found by, themselves sealed for the applicant. */
export async function insertInvitations(
  transaction: CasesDatabase,
  { seats, until }: Invitations,
  { caseId, key, vault }: { readonly caseId: string; readonly key: Uint8Array; readonly vault: CaseVault },
): Promise<void> {
  await transaction
    .insertInto('invitations')
    .values(
      seats.map(({ seat, role, code }) => ({
        case_id: caseId,
        seat,
        role,
        code_digest: vault.digestOf(['invitation', code]),
        until: new Date(until),
      })),
    )
    .execute();
  const contents = Object.fromEntries(seats.map(({ seat, code }) => [`invitation:${seat}`, code]));
  await storeContents(transaction, { caseId, contents, key, vault });
}
