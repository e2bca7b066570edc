import { sql } from 'kysely';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Party } from '../CaseRecord.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { ClaimedStep } from '../engine/ClaimedStep.ts';
import type { StepMaterial } from '../engine/prepareStep.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { contentRow } from './contentRow.ts';

interface MaterialRow {
  readonly case_number: string;
  readonly item: string;
  readonly accepting_division: DivisionCode;
  readonly owning_division: DivisionCode;
  readonly procedure: Procedure;
  readonly wrapped: Buffer | null;
  readonly parties: readonly Party[] | null;
  /** By name: with which event they were written, and base64. */
  readonly contents: Readonly<Record<string, readonly [sequence: number, sealed: string]>> | null;
}

/**
 * Notes that a step is about to be sent, and reads what it is done with: one statement, since every step needs it. What was
 * written after it was sent first is left out: whoever is asked twice must be asked for the same.
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
      update cases.steps set state = 'SENT', sent_as_of = coalesce(steps.sent_as_of, cases.sequence)
      from cases.cases
      where step_key = ${stepKey} and owner = ${owner} and token = ${token} and cases.case_id = steps.case_id
      returning steps.case_id, steps.sent_as_of
    )
    select cases.case_number, cases.item, cases.accepting_division, cases.owning_division,
      procedures.content as procedure, keys.wrapped,
      (
        select jsonb_agg(jsonb_build_object('role', role, 'holderId', holder_id) order by position)
        from cases.parties where parties.case_id = marked.case_id
      ) as parties,
      (
        select jsonb_object_agg(name, jsonb_build_array(sequence, encode(sealed, 'base64')))
        from (
          select distinct on (name) name, sequence, sealed from cases.contents
          where contents.case_id = marked.case_id and contents.sequence <= marked.sent_as_of
          order by name, sequence desc
        ) as standing
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
  const open = ([name, [sequence, sealed]]: readonly [string, readonly [number, string]]) =>
    [name, vault.open(Buffer.from(sealed, 'base64'), key, contentRow(caseId, name, sequence))] as const;
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
