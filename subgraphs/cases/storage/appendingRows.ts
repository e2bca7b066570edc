import { type RawBuilder, sql } from 'kysely';
import type { StatisticsDelta } from '../statistics/StatisticsDelta.ts';
import type { AuditCause } from './AuditCause.ts';
import type { ChainedEvent } from './chainEvents.ts';
import { insertingDeltas } from './insertingDeltas.ts';
import { PLACE_CEILING } from './placeCeiling.ts';
import type { SealedContent } from './sealContents.ts';
import type { StepToDo } from './stepsToDo.ts';

/** All that a change of a case adds to the tables beside its own row. */
export interface AppendedRows {
  readonly events: readonly ChainedEvent[];
  readonly cause: AuditCause;
  readonly contents: readonly SealedContent[];
  readonly deltas: readonly StatisticsDelta[];
  readonly steps: readonly StepToDo[];
}

/**
 * Parts of the statement that writes the row of a case and returns it as `written`: they append to it what belongs to it,
 * or nothing where nothing was written. One statement, and always the same text: a change costs the database one parse and
 * the network one way.
 */
export const appendingRows = (rows: AppendedRows): RawBuilder<unknown> => sql`
  appended_events as (
    insert into cases.events (case_id, sequence, type, at, bytes, prev_hash, hash)
    select written.case_id, given.* from written, jsonb_to_recordset(${eventsOf(rows)}::jsonb) as given (
      sequence integer, type text, at timestamptz, bytes bytea, prev_hash bytea, hash bytea
    )
  ), appended_audit as (
    insert into cases.audit (
      case_id, sequence, at, action, actor_kind, actor_digest, office, portal, request_id
    )
    select written.case_id, given.* from written, jsonb_to_recordset(${auditOf(rows)}::jsonb) as given (
      sequence integer, at timestamptz, action text, actor_kind text, actor_digest bytea, office text, portal text,
      request_id text
    )
  ), stored_contents as (
    insert into cases.contents (case_id, name, sequence, sealed, digest)
    select written.case_id, given.* from written, jsonb_to_recordset(${contentsOf(rows)}::jsonb) as given (
      name text, sequence integer, sealed bytea, digest bytea
    )
  ), appended_deltas as (
    ${insertingDeltas(rows.deltas, sql`exists (select from written)`)}
  ), known_places as (
    -- Always in the same order: two cases that begin at two new places must not wait for each other.
    insert into cases.places (subgraph, division, ceiling)
    select distinct given.subgraph, given.division, ${PLACE_CEILING}::integer
    from written, jsonb_to_recordset(${stepsOf(rows)}::jsonb) as given (subgraph text, division text)
    order by 1, 2
    on conflict do nothing
  ), begun_steps as (
    insert into cases.steps (
      case_id, due_on, state, step_key, step, business_key, subgraph, division, action
    )
    select written.case_id, written.due_on, 'READY', given.*
    from written, jsonb_to_recordset(${stepsOf(rows)}::jsonb) as given (
      step_key text, step text, business_key text, subgraph text, division text, action text
    )
  )`;

const hex = (bytes: Buffer | null): string | null => (bytes === null ? null : `\\x${bytes.toString('hex')}`);

const eventsOf = ({ events }: AppendedRows): string =>
  JSON.stringify(
    events.map(({ sequence, event, bytes, prevHash, hash }) => ({
      sequence,
      type: event.type,
      at: new Date(event.at),
      bytes: hex(bytes),
      prev_hash: hex(prevHash),
      hash: hex(hash),
    })),
  );

function auditOf({ events, cause: { actor, action } }: AppendedRows): string {
  const last = events.at(-1);
  if (last === undefined) return '[]';
  const { kind: actor_kind, digest, office, portal, requestId: request_id } = actor;
  const at = new Date(last.event.at);
  const { sequence } = last;
  return JSON.stringify([
    { sequence, at, action, actor_kind, actor_digest: hex(digest), office, portal, request_id },
  ]);
}

const contentsOf = ({ contents }: AppendedRows): string =>
  JSON.stringify(
    contents.map(({ name, sequence, sealed, digest }) => ({
      name,
      sequence,
      sealed: hex(sealed),
      digest: hex(digest),
    })),
  );

const stepsOf = ({ steps }: AppendedRows): string =>
  JSON.stringify(
    steps.map(({ stepKey, step, businessKey, subgraph, division, action }) => ({
      step_key: stepKey,
      step,
      business_key: businessKey,
      subgraph,
      division,
      action,
    })),
  );
