import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import { departmentOf } from '../../../domain/cases/departmentOf.ts';
import { settleCase } from '../../../domain/cases/settleCase.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import type { CaseMaterial } from '../CaseMaterial.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseKey, CaseVault } from '../CaseVault.ts';
import { createCaseNumber } from '../createCaseNumber.ts';
import type { NewCase } from '../NewCase.ts';
import { deltasOf } from '../statistics/deltasOf.ts';
import { appendingRows } from './appendingRows.ts';
import { chainEvents, NO_HASH } from './chainEvents.ts';
import { insertingCase } from './insertingCase.ts';
import { sealContents } from './sealContents.ts';
import { type StepToDo, stepsToDo } from './stepsToDo.ts';

/** All that is to be written for a new case. */
export interface PlannedCase {
  readonly record: CaseRecord;
  readonly steps: readonly StepToDo[];
  readonly inserting: ReturnType<typeof insertingCase>;
}

export interface CasePlan extends CaseKey {
  readonly caseId: string;
  readonly vault: CaseVault;
  readonly actor: Actor;
  /** What is written down of the files that come with it. */
  readonly materials: readonly CaseMaterial[];
}

/** Works out what a submission comes to, and all that follows by the procedure; writes nothing. */
export function planCase(
  newCase: NewCase,
  { caseId, key, wrapped, vault, actor, materials }: CasePlan,
): PlannedCase {
  const { procedure, at, divisions, limitWorkingDays } = newCase;
  const { id, version } = procedure;
  const submitted = { type: 'SUBMITTED', at, procedure: { id, version } } as const;
  const settled = settleCase(null, [submitted, ...asked(newCase)], procedure);
  if (settled instanceof CaseRefusal)
    throw new TongbanError('CONFLICT', `The case cannot begin: ${settled.reason}`);

  const { item, mode, authority, channel, portal } = newCase;
  const contents = sealContents({ caseId, sequence: 1, contents: writtenIn(newCase, materials), key, vault });
  const events = chainEvents({ caseId, sequence: 0, hash: NO_HASH, contents }, settled.events);
  const record: CaseRecord = {
    ...{ caseId, item, mode, authority, channel, portal, divisions, limitWorkingDays },
    caseNumber: createCaseNumber(at),
    procedure: settled.state.procedure,
    status: caseStatusOf(settled.state),
    state: settled.state,
    sequence: events.length,
    dueOn: null,
    isDueProvisional: false,
  };
  const steps = stepsToDo({ record, settled, events });
  const appended = appendingRows({
    events,
    cause: { actor, action: 'submitCase' },
    contents,
    deltas: deltasOf({ ...countedOf(newCase), ...settled }),
    steps,
  });
  const inserting = insertingCase(newCase, { record, settled, events, wrapped, appended });
  return { record, steps, inserting };
}

const writtenIn = (
  { form, invitations }: NewCase,
  materials: CasePlan['materials'],
): Readonly<Record<string, unknown>> => ({
  form,
  ...(materials.length === 0 ? {} : { materials }),
  // For the applicant to read.
  ...Object.fromEntries((invitations?.seats ?? []).map(({ seat, code }) => [`invitation:${seat}`, code])),
});

function asked({ invitations, at }: NewCase): readonly CaseEvent[] {
  if (invitations === null) return [];
  const seats = invitations.seats.map(({ seat, role }) => ({ seat, role }));
  return [{ type: 'CONSENT_ASKED', at, until: invitations.until, seats }];
}

const countedOf = ({ item, mode, authority, channel, divisions, procedure, limitWorkingDays }: NewCase) => ({
  ...{ item, mode, authority, channel, limitWorkingDays },
  department: departmentOf(procedure),
  accepting: divisions.ACCEPTING,
  owning: divisions.OWNING,
  dueOn: null,
  isOverdue: false,
});
