import { type RawBuilder, sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';

export interface PurgeOptions {
  readonly subgraph: string;
  readonly jurisdictions: readonly DivisionCode[];
  /** What came longer ago is removed, days; at least 1, which is longer than anybody waits for an answer. */
  readonly retentionDays: number;
}

/** Rows per statement: short, so that nobody waits for it. */
const CHUNK = 1_000;

/**
 * Removes what is too old to be kept: bodies of messages, of those too that nobody could read; what was wrong with parts
 * of them; requests, and whom they were about; what steps that are over were about, and what systems said of them. The
 * rows of messages and steps stay, for one that is sent again must be known again, and so do the records that were read
 * from messages.
 *
 * @param signal - ends it after the statement that is under way; what is left is removed another time.
 * @returns how many bodies were removed.
 */
export async function purgeOld(
  database: JurisdictionDatabase,
  { subgraph, jurisdictions, retentionDays }: PurgeOptions,
  signal: AbortSignal,
): Promise<number> {
  const places = sql`subgraph = ${subgraph} and jurisdiction = any(${jurisdictions}::text[])`;
  const isOld = (column: 'received_at' | 'asked_at' | 'answered_at') =>
    sql`${sql.raw(column)} < now() - ${retentionDays}::float8 * interval '1 day' and ${places}`;
  // Another replica may be at it: each takes what the other has not got hold of.
  const chunk = sql`limit ${CHUNK} for update skip locked`;

  const bodies = await repeat(sql`
    with purged as (
      update jurisdiction.messages set body = null
      where ctid in (
        select ctid from jurisdiction.messages where body is not null and ${isOld('received_at')} ${chunk})
      returning subgraph, jurisdiction, id, quarantined
    ), mended as (
      delete from jurisdiction.message_faults as f using purged
      where (f.subgraph, f.jurisdiction, f.message_id, f.quarantined)
        = (purged.subgraph, purged.jurisdiction, purged.id, purged.quarantined)
    )
    select 1 from purged`);
  for (const table of [sql`jurisdiction.requests`, sql`jurisdiction.asked`]) {
    await repeat(sql`
      delete from ${table} where ctid in (select ctid from ${table} where ${isOld('asked_at')} ${chunk})
      returning 1`);
  }
  // What cases has not heard yet, or cannot know, stays.
  await repeat(sql`
    update jurisdiction.steps set request = null, result = null
    where ctid in (
      select ctid from jurisdiction.steps
      where state in ('DONE', 'REFUSED') and not is_owed and request is not null and ${isOld('answered_at')} ${chunk})
    returning 1`);
  await repeat(sql`
    update jurisdiction.step_answers set answer = null
    where ctid in (
      select ctid from jurisdiction.step_answers where answer is not null and ${isOld('received_at')} ${chunk})
    returning 1`);
  return bodies;

  async function repeat(statement: RawBuilder<unknown>): Promise<number> {
    let removed = 0;
    for (let rows = CHUNK; rows === CHUNK && !signal.aborted; removed += rows) {
      rows = (await askStore(statement.execute(database))).rows.length;
    }
    return removed;
  }
}
