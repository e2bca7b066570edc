import { isUuid } from '../../serving/isUuid.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CaseRecord, Party } from '../CaseRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toCaseRecord } from './toCaseRecord.ts';

/** A case with those who take part in it. */
export interface FoundCase {
  readonly record: CaseRecord;
  readonly parties: readonly Party[];
  /** Those of the parties who came by an invitation. */
  readonly invited: readonly InvitedParty[];
  /** An agent whose mandate was revoked, and who has no say any more. */
  readonly revokedAgent: string | null;
}

export interface InvitedParty {
  readonly holderId: string;
  readonly seat: number;
  /** Until when they may consent, epoch ms. */
  readonly until: number;
}

/** `null` for an id that is none, or of no case. */
export async function findCase(database: CasesDatabase, caseId: string): Promise<FoundCase | null> {
  if (!isUuid(caseId)) return null;
  const row = await askDatabase(
    database.selectFrom('cases').selectAll().where('case_id', '=', caseId).executeTakeFirst(),
  );
  if (row === undefined) return null;
  const parties = await askDatabase(
    database
      .selectFrom('parties')
      .leftJoin('invitations', (join) =>
        join
          .onRef('invitations.case_id', '=', 'parties.case_id')
          .onRef('invitations.seat', '=', 'parties.position'),
      )
      .select(['parties.role', 'parties.holder_id', 'invitations.seat', 'invitations.until'])
      .where('parties.case_id', '=', caseId)
      .orderBy('position')
      .execute(),
  );
  const revokedAgent = await askDatabase(findRevokedAgent(database, caseId));
  return {
    record: toCaseRecord(row),
    parties: parties.map(({ role, holder_id }) => ({ role, holderId: holder_id })),
    revokedAgent,
    invited: parties.flatMap(({ holder_id, seat, until }) =>
      seat === null || until === null ? [] : [{ holderId: holder_id, seat, until: until.getTime() }],
    ),
  };
}

async function findRevokedAgent(database: CasesDatabase, caseId: string): Promise<string | null> {
  const row = await database
    .selectFrom('mandate_uses')
    .innerJoin('mandates', 'mandates.mandate_id', 'mandate_uses.mandate_id')
    .select('mandates.agent')
    .where('mandate_uses.case_id', '=', caseId)
    .where('mandates.revoked_at', 'is not', null)
    .executeTakeFirst();
  return row?.agent ?? null;
}
