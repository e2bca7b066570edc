import { randomUUID } from 'node:crypto';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import { departmentOf } from '../../../domain/cases/departmentOf.ts';
import { settleCase } from '../../../domain/cases/settleCase.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import type { CaseVault } from '../CaseVault.ts';
import { createCaseNumber } from '../createCaseNumber.ts';
import type { NewCase } from '../NewCase.ts';
import { deltasOf } from '../statistics/deltasOf.ts';
import { appendEvents } from './appendEvents.ts';
import { bindFiles } from './bindFiles.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { chainEvents, NO_HASH } from './chainEvents.ts';
import { claimKey } from './claimKey.ts';
import { columnsOf } from './columnsOf.ts';
import { concernsClock } from './concernsClock.ts';
import { insertDeltas } from './insertDeltas.ts';
import { insertInvitations } from './insertInvitations.ts';
import { insertSteps } from './insertSteps.ts';
import { keepProcedure } from './keepProcedure.ts';
import { noteMandateUse } from './noteMandateUse.ts';
import { storeContents } from './storeContents.ts';
import type { WakeUps } from './WakeUps.ts';

export interface CreateCaseTools {
  readonly vault: CaseVault;
  readonly wakeUps: WakeUps;
  readonly actor: Actor;
}

/**
 * Makes a case, or finds the one that the same request made before: one transaction for case, events, audit, steps, jobs
 * and the idempotency key.
 *
 * @returns the id of the case.
 * @throws {TongbanError} CONFLICT when the key was used for another request.
 */
export async function createCase(
  transaction: CasesDatabase,
  newCase: NewCase,
  { vault, wakeUps, actor }: CreateCaseTools,
): Promise<string> {
  const caseId = randomUUID();
  const known = await claimKey(transaction, newCase.idempotency, caseId);
  if (known !== null) return known;

  const { procedure, at, divisions } = newCase;
  const { id, version } = procedure;
  const submitted = { type: 'SUBMITTED', at, procedure: { id, version } } as const;
  const settled = settleCase(null, [submitted, ...asked(newCase)], procedure);
  if (settled instanceof CaseRefusal)
    throw new TongbanError('CONFLICT', `The case cannot begin: ${settled.reason}`);

  const caseNumber = createCaseNumber(at);
  const { key, wrapped } = vault.createKey(caseId);
  const events = chainEvents({ caseId, sequence: 0, hash: NO_HASH }, settled.events);
  await keepProcedure(transaction, procedure);
  await transaction
    .insertInto('cases')
    .values({
      case_id: caseId,
      case_number: caseNumber,
      item: newCase.item,
      department: null,
      mode: newCase.mode,
      authority: newCase.authority,
      channel: newCase.channel,
      portal: newCase.portal,
      accepting_division: divisions.ACCEPTING,
      owning_division: divisions.OWNING,
      third_division: divisions.THIRD,
      catalogue_version: newCase.catalogueVersion,
      limit_working_days: newCase.limitWorkingDays,
      due_on: null,
      due_stale: concernsClock(settled.events),
      ...columnsOf(settled.state, caseStatusOf(settled.state)),
      sequence: events.length,
      last_hash: events.at(-1)?.hash ?? NO_HASH,
    })
    .execute();
  await transaction
    .insertInto('parties')
    .values(
      newCase.parties.map(({ role, holderId }, position) => ({
        case_id: caseId,
        position,
        role,
        holder_id: holderId,
      })),
    )
    .execute();
  await transaction.insertInto('keys').values({ case_id: caseId, wrapped }).execute();
  if (newCase.mandateId !== null) await noteMandateUse(transaction, caseId, newCase.mandateId);
  if (newCase.invitations !== null)
    await insertInvitations(transaction, newCase.invitations, { caseId, key, vault });
  const materials = await bindFiles(transaction, {
    caseId,
    caseKey: key,
    owner: newCase.fileOwner,
    materials: newCase.materials,
    vault,
  });
  const contents = { form: newCase.form, ...(materials.length === 0 ? {} : { materials }) };
  await storeContents(transaction, { caseId, contents, key, vault });
  await appendEvents(transaction, { caseId, events }, { actor, action: 'submitCase' });
  await insertDeltas(
    transaction,
    deltasOf({
      item: newCase.item,
      department: departmentOf(procedure),
      accepting: divisions.ACCEPTING,
      owning: divisions.OWNING,
      mode: newCase.mode,
      authority: newCase.authority,
      channel: newCase.channel,
      limitWorkingDays: newCase.limitWorkingDays,
      dueOn: null,
      isOverdue: false,
      ...settled,
    }),
  );
  const places = await insertSteps(transaction, {
    record: { caseId, caseNumber, divisions, dueOn: null },
    settled,
    events,
  });
  await wakeUps.send(transaction, [...places, { kind: 'deadline', caseId }]);
  return caseId;
}

function asked({ invitations, at }: NewCase): readonly CaseEvent[] {
  if (invitations === null) return [];
  const seats = invitations.seats.map(({ seat, role }) => ({ seat, role }));
  return [{ type: 'CONSENT_ASKED', at, until: invitations.until, seats }];
}
