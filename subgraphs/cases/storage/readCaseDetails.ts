import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CaseVault } from '../CaseVault.ts';
import { latestContents } from '../latestContents.ts';
import type { WrittenContent } from '../WrittenContent.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { readContents } from './readContents.ts';

/** What is told of a case beside its row. */
export interface CaseDetails {
  /** In order. */
  readonly events: readonly CaseEvent[];
  readonly procedure: Procedure;
  /** As they stand, by name; empty where they were erased. */
  readonly contents: Readonly<Record<string, unknown>>;
  /** All that was ever written, in order; empty where it was erased. */
  readonly written: readonly WrittenContent[];
}

/** @throws {TongbanError} INTERNAL_SERVER_ERROR where the database cannot be asked. */
export async function readCaseDetails(
  database: CasesDatabase,
  vault: CaseVault,
  caseId: string,
): Promise<CaseDetails> {
  const [events, { content: procedure }, written] = await askDatabase(
    Promise.all([
      database
        .selectFrom('events')
        .select('bytes')
        .where('case_id', '=', caseId)
        .orderBy('sequence')
        .execute(),
      database
        .selectFrom('cases')
        .innerJoin('procedures', (join) =>
          join
            .onRef('procedures.id', '=', 'cases.procedure_id')
            .onRef('procedures.version', '=', 'cases.procedure_version'),
        )
        .select('procedures.content')
        .where('case_id', '=', caseId)
        .executeTakeFirstOrThrow(),
      readContents(database, vault, caseId).catch(noneIfErased),
    ]),
  );
  return {
    events: events.map(({ bytes }) => JSON.parse(bytes.toString('utf8'))),
    procedure,
    contents: latestContents(written),
    written,
  };
}

function noneIfErased(error: unknown): readonly WrittenContent[] {
  if (error instanceof TongbanError && error.code === 'NOT_FOUND') return [];
  throw error;
}
