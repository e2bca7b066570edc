import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

export interface Invitation {
  readonly caseId: string;
  readonly seat: number;
  readonly role: PartyRole;
  /** Epoch ms. */
  readonly until: number;
}

/** The invitation with this code; `null` where there is none. */
export async function findInvitation(
  database: CasesDatabase,
  codeDigest: Buffer,
): Promise<Invitation | null> {
  const row = await database
    .selectFrom('invitations')
    .select(['case_id', 'seat', 'role', 'until'])
    .where('code_digest', '=', codeDigest)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { caseId: row.case_id, seat: row.seat, role: row.role, until: row.until.getTime() };
}
