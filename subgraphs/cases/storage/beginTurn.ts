import { sql } from 'kysely';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Party } from '../CaseRecord.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { ClaimedStep } from '../engine/ClaimedStep.ts';
import type { StepMaterial } from '../engine/prepareStep.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

interface MaterialRow {
  readonly case_number: string;
  readonly item: string;
  readonly accepting_division: DivisionCode;
  readonly owning_division: DivisionCode;
  readonly procedure: Procedure;
  readonly wrapped: Buffer | null;
  readonly parties: readonly Party[] | null;
  /** By name, base64. */
  readonly contents: Readonly<Record<string, string>> | null;
}

/**
 * Notes that a step is about to be sent, and reads what it is done with: one statement, since every step needs it.
 *
 * @returns `null` when the step belongs to somebody else by now.
 * @throws {TongbanError} NOT_FOUND when the case was erased.
 */
export async function beginTurn(
  database: CasesDatabase,
  vault: CaseVault,
  { stepKey, caseId, owner, token }: ClaimedStep,
): Promise<StepMaterial | null> {
  const { rows } = await sql<MaterialRow>`-- prepared: begin-turn
    with marked as (
      update cases.steps set state = 'SENT'
      where step_key = ${stepKey} and owner = ${owner} and token = ${token}
      returning case_id
    )
    select cases.case_number, cases.item, cases.accepting_division, cases.owning_division,
      procedures.content as procedure, keys.wrapped,
      (
        select jsonb_agg(jsonb_build_object('role', role, 'holderId', holder_id) order by position)
        from cases.parties where parties.case_id = marked.case_id
      ) as parties,
      (
        select jsonb_object_agg(name, encode(sealed, 'base64'))
        from cases.contents where contents.case_id = marked.case_id
      ) as contents
    from marked
    join cases.cases on cases.case_id = marked.case_id
    join cases.procedures on procedures.id = cases.procedure_id and procedures.version = cases.procedure_version
    left join cases.keys on keys.case_id = marked.case_id`.execute(database);
  const [row] = rows;
  if (row === undefined) return null;
  if (row.wrapped === null)
    throw new TongbanError('NOT_FOUND', 'What was written in this case has been erased');
  const key = vault.unwrap(row.wrapped, caseId);
  const open = ([name, sealed]: readonly [string, string]) =>
    [name, vault.open(Buffer.from(sealed, 'base64'), key, [caseId, name])] as const;
  return {
    caseNumber: row.case_number,
    item: row.item,
    accepting: row.accepting_division,
    owning: row.owning_division,
    procedure: row.procedure,
    parties: row.parties ?? [],
    contents: Object.fromEntries(Object.entries(row.contents ?? {}).map(open)),
  };
}
