import { randomUUID } from 'node:crypto';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import { departmentOf } from '../../../domain/cases/departmentOf.ts';
import { settleCase } from '../../../domain/cases/settleCase.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseVault } from '../CaseVault.ts';
import { createCaseNumber } from '../createCaseNumber.ts';
import type { NewCase } from '../NewCase.ts';
import { deltasOf } from '../statistics/deltasOf.ts';
import { appendingRows } from './appendingRows.ts';
import { bindFiles } from './bindFiles.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { chainEvents, NO_HASH } from './chainEvents.ts';
import { deleteDraft } from './deleteDraft.ts';
import { insertInvitations } from './insertInvitations.ts';
import { insertingCase } from './insertingCase.ts';
import { noteMandateUse } from './noteMandateUse.ts';
import { sealContents } from './sealContents.ts';
import { stepsToDo } from './stepsToDo.ts';
import { storeContents } from './storeContents.ts';
import { transact } from './transact.ts';
import type { WakeUps } from './WakeUps.ts';
import { wakeUpsFor } from './wakeUpsFor.ts';

export interface CreateCaseTools {
  readonly vault: CaseVault;
  readonly wakeUps: WakeUps;
  readonly actor: Actor;
}

/**
 * Makes a case: one statement, and so one transaction (with others where it has more than most), for idempotency key, case, events, audit, contents and steps.
 * Whoever comes with the same key meanwhile waits here until the first one is done.
 *
 * @returns `null` when the key was used before.
 */
export async function createCase(
  database: CasesDatabase,
  newCase: NewCase,
  { vault, wakeUps, actor }: CreateCaseTools,
): Promise<CaseRecord | null> {
  const caseId = randomUUID();
  const { procedure, at, divisions, limitWorkingDays } = newCase;
  const { id, version } = procedure;
  const submitted = { type: 'SUBMITTED', at, procedure: { id, version } } as const;
  const settled = settleCase(null, [submitted, ...asked(newCase)], procedure);
  if (settled instanceof CaseRefusal)
    throw new TongbanError('CONFLICT', `The case cannot begin: ${settled.reason}`);

  const { item, mode, authority, channel, portal } = newCase;
  const { key, wrapped } = vault.createKey(caseId);
  const contents = sealContents({ caseId, sequence: 1, contents: writtenIn(newCase), key, vault });
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
  const isMade = isPlain(newCase)
    ? (await inserting.execute(database)).rows.length > 0
    : await transact({ database, wakeUps }, async (transaction) => {
        if ((await inserting.execute(transaction)).rows.length === 0) return false;
        await addTo(transaction, newCase, { caseId, key, vault });
        return true;
      });
  if (!isMade) return null;
  wakeUps.send([...wakeUpsFor(steps), { kind: 'deadline', caseId }]);
  return record;
}

const writtenIn = ({ form, invitations }: NewCase): Readonly<Record<string, unknown>> => ({
  form,
  // For the applicant to read.
  ...Object.fromEntries((invitations?.seats ?? []).map(({ seat, code }) => [`invitation:${seat}`, code])),
});

const isPlain = ({ draft, mandateId, invitations, materials }: NewCase): boolean =>
  draft === null && mandateId === null && invitations === null && materials.length === 0;

/** What few cases have, and what may not be there any more. */
async function addTo(
  transaction: CasesDatabase,
  { draft, mandateId, invitations, materials, fileOwner: owner }: NewCase,
  { caseId, key, vault }: { readonly caseId: string; readonly key: Uint8Array; readonly vault: CaseVault },
): Promise<void> {
  if (draft !== null) await deleteDraft(transaction, draft);
  if (mandateId !== null) await noteMandateUse(transaction, caseId, mandateId);
  if (invitations !== null) await insertInvitations(transaction, invitations, { caseId, vault });
  if (materials.length === 0) return;
  const bound = await bindFiles(transaction, { caseId, caseKey: key, owner, materials, vault });
  await storeContents(transaction, { caseId, sequence: 1, contents: { materials: bound }, key, vault });
}

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
