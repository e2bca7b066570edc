import type { CaseVault } from '../CaseVault.ts';
import type { Invitations } from '../NewCase.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** Keeps the seats that are not taken, to be found by the digests of their codes. */
export async function insertInvitations(
  transaction: CasesDatabase,
  { seats, until }: Invitations,
  { caseId, vault }: { readonly caseId: string; readonly vault: CaseVault },
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
}
