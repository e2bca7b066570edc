import { toEvidence } from '../citations/toEvidence.ts';
import type { ProcedureRow } from '../document/procedureRow.ts';
import type { ProcedureStepRow } from '../document/procedureStepRow.ts';
import type { PublishedProcedure, PublishedStep } from './PublishedProcedure.ts';

/** A row of the catalogue document as a procedure. */
export function toProcedure(row: ProcedureRow): PublishedProcedure {
  const { id, version, nameZh, acceptance, items, ways, steps } = row;
  return {
    id,
    version,
    nameZh,
    acceptance,
    itemCodes: items,
    ways,
    steps: steps.map(toStep),
    ...toEvidence(row),
  };
}

function toStep(row: ProcedureStepRow): PublishedStep {
  const { key, nameZh, role, stage, when, deadlineWorkingDays: deadline, isPivot } = row;
  const step = {
    key,
    nameZh,
    role,
    stage,
    when,
    deadlineWorkingDays: deadline?.days ?? null,
    deadlineEvidence: deadline === null ? null : toEvidence(deadline),
    isPivot,
    ...toEvidence(row),
  };
  if (row.performer === 'CLERK') return { ...step, performer: row.performer };
  const { performer, department, action, compensation } = row;
  return { ...step, performer, department, action, compensation };
}
