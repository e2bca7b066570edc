import { sql } from 'kysely';
import type { CaseStatus } from '../../../domain/cases/caseStatus.ts';
import { OWNER_ROLES } from '../../../domain/cases/ownerRoles.ts';
import type { CasePosition } from '../caseCursor.ts';
import type { CasePage } from '../casePage.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toCaseRecord } from './toCaseRecord.ts';

export interface HolderCasesQuestion {
  readonly holderId: string;
  readonly statuses: readonly CaseStatus[] | null;
  readonly first: number;
  readonly after: CasePosition | null;
}

/** Cases in which a holder takes part as applicant, as agent, or by an invitation, the latest first. */
export async function listHolderCases(
  database: CasesDatabase,
  { holderId, statuses, first, after }: HolderCasesQuestion,
): Promise<CasePage> {
  let query = database
    .selectFrom('cases')
    .selectAll()
    .where('case_id', 'in', (parties) =>
      parties
        .selectFrom('parties')
        .leftJoin('invitations', (join) =>
          join
            .onRef('invitations.case_id', '=', 'parties.case_id')
            .onRef('invitations.seat', '=', 'parties.position'),
        )
        .select('parties.case_id')
        .where('parties.holder_id', '=', holderId)
        .where((where) =>
          where.or([where('parties.role', 'in', OWNER_ROLES), where('invitations.seat', 'is not', null)]),
        ),
    )
    .where('case_id', 'not in', (uses) =>
      uses
        .selectFrom('mandate_uses')
        .innerJoin('mandates', 'mandates.mandate_id', 'mandate_uses.mandate_id')
        .select('mandate_uses.case_id')
        .where('mandates.agent', '=', holderId)
        .where('mandates.revoked_at', 'is not', null),
    )
    .orderBy('submitted_at', 'desc')
    .orderBy('case_id', 'desc')
    .limit(first + 1);
  if (statuses !== null) query = query.where(sql<boolean>`status = any(${statuses})`);
  if (after !== null)
    query = query.where(
      sql<boolean>`(submitted_at, case_id) < (${new Date(after.submittedAt)}, ${after.caseId}::uuid)`,
    );
  const rows = await query.execute();
  return {
    records: rows.slice(0, first).map(toCaseRecord),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
  };
}
