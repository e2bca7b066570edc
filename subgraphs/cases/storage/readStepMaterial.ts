import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { StepMaterial } from '../engine/prepareStep.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { findCase } from './findCase.ts';
import { readContents } from './readContents.ts';

/** What a step is done with. @throws {TongbanError} NOT_FOUND when the case was erased. */
export async function readStepMaterial(
  database: CasesDatabase,
  vault: CaseVault,
  caseId: string,
): Promise<StepMaterial> {
  const found = await findCase(database, caseId);
  if (found === null) throw new TongbanError('NOT_FOUND', 'There is no such case');
  const { content: procedure } = await database
    .selectFrom('procedures')
    .select('content')
    .where('id', '=', found.record.procedure.id)
    .where('version', '=', found.record.procedure.version)
    .executeTakeFirstOrThrow();
  return { ...found, procedure, contents: await readContents(database, vault, caseId) };
}
