import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { SettledCase } from '../../../domain/cases/settleCase.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { NewCase } from '../NewCase.ts';
import { type ChainedEvent, NO_HASH } from './chainEvents.ts';
import { columnsOf } from './columnsOf.ts';
import { concernsClock } from './concernsClock.ts';
import { requestDigest } from './requestDigest.ts';

export interface Insertion {
  readonly record: CaseRecord;
  readonly settled: SettledCase;
  readonly events: readonly ChainedEvent[];
  /** The key of the case, sealed. */
  readonly wrapped: Buffer;
  readonly appended: RawBuilder<unknown>;
}

/**
 * The statement that makes a case: idempotency key, case, parties, key, and whatever is appended to it. It returns no row where the
 * key was used before.
 */
export function insertingCase(newCase: NewCase, { record, settled, events, wrapped, appended }: Insertion) {
  const { idempotency, procedure, parties } = newCase;
  const form = formOf(newCase);
  return sql`-- prepared: create-case
    with claimed as (
      insert into cases.idempotency (scope, key, request_digest, case_id)
      values (${idempotency.scope}, ${idempotency.key}, ${requestDigest(idempotency)}, ${record.caseId})
      on conflict do nothing
      returning case_id
    ), kept_procedure as (
      -- A case runs by it to the end, whatever the catalogue says later.
      insert into cases.procedures (id, version, content)
      select ${procedure.id}::text, ${procedure.version}::integer, ${JSON.stringify(procedure)}::jsonb from claimed
      on conflict do nothing
    ), kept_form as (
      insert into cases.forms (form_id, schema)
      select ${form?.formId ?? null}::bytea, ${form?.text ?? null}::json from claimed where ${form !== null}::boolean
      on conflict do nothing
    ), written as (
      insert into cases.cases (
        case_id, case_number, item, mode, authority, channel, portal, accepting_division, owning_division,
        third_division, catalogue_version, form_id, limit_working_days, due_stale, sequence, last_hash, status, outcome, state,
        procedure_id, procedure_version, submitted_at, accepted_at, closed_at
      )
      select claimed.case_id, given.* from claimed, jsonb_to_recordset(${rowOf(newCase, { record, settled, events })}::jsonb) as given (
        case_number text, item text, mode text, authority text, channel text, portal text, accepting_division text,
        owning_division text, third_division text, catalogue_version integer, form_id bytea, limit_working_days integer,
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
  const form = formOf(newCase);
  return JSON.stringify([
    {
      ...{ item, mode, authority, channel, portal },
      case_number: record.caseNumber,
      accepting_division: divisions.ACCEPTING,
      owning_division: divisions.OWNING,
      third_division: divisions.THIRD,
      catalogue_version: catalogueVersion,
      form_id: form === null ? null : `\\x${form.formId.toString('hex')}`,
      limit_working_days: limitWorkingDays,
      due_stale: concernsClock(settled.events),
      sequence: record.sequence,
      last_hash: `\\x${last.toString('hex')}`,
      ...columnsOf(record.state, record.status),
      state: record.state,
    },
  ]);
}

function formOf({ formSchema }: Pick<NewCase, 'formSchema'>) {
  if (formSchema === null) return null;
  const text = JSON.stringify(formSchema);
  return { text, formId: createHash('sha256').update(text).digest() };
}

const partiesOf = (parties: NewCase['parties']): string =>
  JSON.stringify(parties.map(({ role, holderId }, position) => ({ position, role, holder_id: holderId })));
