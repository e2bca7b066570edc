import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import { caseStatusOf } from '../../../domain/cases/caseStatusOf.ts';
import { departmentOf } from '../../../domain/cases/departmentOf.ts';
import { type SettledCase, settleCase } from '../../../domain/cases/settleCase.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CaseVault } from '../CaseVault.ts';
import { createCaseNumber } from '../createCaseNumber.ts';
import type { NewCase } from '../NewCase.ts';
import { deltasOf } from '../statistics/deltasOf.ts';
import { appendingRows } from './appendingRows.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { type ChainedEvent, chainEvents, NO_HASH } from './chainEvents.ts';
import { columnsOf } from './columnsOf.ts';
import { concernsClock } from './concernsClock.ts';
import { sealContents } from './sealContents.ts';
import { stepsToDo } from './stepsToDo.ts';
import type { WakeUps } from './WakeUps.ts';
import { wakeUpsFor } from './wakeUpsFor.ts';

export interface CreateCaseTools {
  readonly vault: CaseVault;
  readonly wakeUps: WakeUps;
  readonly actor: Actor;
}

/**
 * Makes a case: one statement, and so one transaction, for idempotency key, case, events, audit, contents and steps.
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
  const settled = settleCase(null, [{ type: 'SUBMITTED', at, procedure: { id, version } }], procedure);
  if (settled instanceof CaseRefusal)
    throw new TongbanError('CONFLICT', `The case cannot begin: ${settled.reason}`);

  const { item, mode, authority, channel, portal } = newCase;
  const events = chainEvents({ caseId, sequence: 0, hash: NO_HASH }, settled.events);
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
  const { key, wrapped } = vault.createKey(caseId);
  const steps = stepsToDo({ record, settled, events });
  const appended = appendingRows({
    events,
    cause: { actor, action: 'submitCase' },
    contents: sealContents({ caseId, contents: { form: newCase.form }, key, vault }),
    deltas: deltasOf({ ...countedOf(newCase), ...settled }),
    steps,
  });
  const { rows } = await inserting(newCase, { record, settled, events, wrapped, appended }).execute(database);
  if (rows.length === 0) return null;
  wakeUps.send([...wakeUpsFor(steps), { kind: 'deadline', caseId }]);
  return record;
}

const countedOf = ({ item, mode, authority, channel, divisions, procedure, limitWorkingDays }: NewCase) => ({
  ...{ item, mode, authority, channel, limitWorkingDays },
  department: departmentOf(procedure),
  accepting: divisions.ACCEPTING,
  owning: divisions.OWNING,
  dueOn: null,
  isOverdue: false,
});

interface Insertion {
  readonly record: CaseRecord;
  readonly settled: SettledCase;
  readonly events: readonly ChainedEvent[];
  /** The key of the case, sealed. */
  readonly wrapped: Buffer;
  readonly appended: RawBuilder<unknown>;
}

function inserting(newCase: NewCase, { record, settled, events, wrapped, appended }: Insertion) {
  const { idempotency, procedure, parties } = newCase;
  return sql`-- prepared: create-case
    with claimed as (
      insert into cases.idempotency (scope, key, request_digest, case_id)
      values (${idempotency.scope}, ${idempotency.key}, ${idempotency.digest}, ${record.caseId})
      on conflict do nothing
      returning case_id
    ), kept_procedure as (
      -- A case runs by it to the end, whatever the catalogue says later.
      insert into cases.procedures (id, version, content)
      select ${procedure.id}::text, ${procedure.version}::integer, ${JSON.stringify(procedure)}::jsonb from claimed
      on conflict do nothing
    ), written as (
      insert into cases.cases (
        case_id, case_number, item, mode, authority, channel, portal, accepting_division, owning_division,
        third_division, catalogue_version, limit_working_days, due_stale, sequence, last_hash, status, outcome, state,
        procedure_id, procedure_version, submitted_at, accepted_at, closed_at
      )
      select claimed.case_id, given.* from claimed, jsonb_to_recordset(${rowOf(newCase, { record, settled, events })}::jsonb) as given (
        case_number text, item text, mode text, authority text, channel text, portal text, accepting_division text,
        owning_division text, third_division text, catalogue_version integer, limit_working_days integer,
        due_stale boolean, sequence integer, last_hash bytea, status text, outcome text, state jsonb,
        procedure_id text, procedure_version integer, submitted_at timestamptz, accepted_at timestamptz,
        closed_at timestamptz
      )
      returning case_id, due_on
    ), named_parties as (
      insert into cases.parties (case_id, position, role, holder_id)
      select written.case_id, given.* from written, jsonb_to_recordset(${partiesOf(parties)}::jsonb) as given (
        position smallint, role text, holder_id uuid
      )
    ), kept_key as (
      insert into cases.keys (case_id, wrapped) select case_id, ${wrapped}::bytea from written
    ), ${appended}
    select case_id from written`;
}

function rowOf(
  { divisions, catalogueVersion, ...newCase }: NewCase,
  { record, settled, events }: Pick<Insertion, 'record' | 'settled' | 'events'>,
): string {
  const { item, mode, authority, channel, portal, limitWorkingDays } = newCase;
  const last = events.at(-1)?.hash ?? NO_HASH;
  return JSON.stringify([
    {
      ...{ item, mode, authority, channel, portal },
      case_number: record.caseNumber,
      accepting_division: divisions.ACCEPTING,
      owning_division: divisions.OWNING,
      third_division: divisions.THIRD,
      catalogue_version: catalogueVersion,
      limit_working_days: limitWorkingDays,
      due_stale: concernsClock(settled.events),
      sequence: record.sequence,
      last_hash: `\\x${last.toString('hex')}`,
      ...columnsOf(record.state, record.status),
      state: record.state,
    },
  ]);
}

const partiesOf = (parties: NewCase['parties']): string =>
  JSON.stringify(parties.map(({ role, holderId }, position) => ({ position, role, holder_id: holderId })));
