import { sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';

export interface PurgeOptions {
  readonly subgraph: string;
  readonly jurisdictions: readonly DivisionCode[];
  /** Bodies of messages that came longer ago are removed, days. */
  readonly retentionDays: number;
}

/** Rows per statement: short, so that nobody waits for it. */
const CHUNK = 1_000;

/**
 * Removes the bodies of old messages, of those too that nobody could read. The rows stay, for a message that is sent
 * again must be known again, and so do the records that were read from them.
 *
 * @returns how many bodies were removed.
 */
export async function purgeBodies(
  database: JurisdictionDatabase,
  { subgraph, jurisdictions, retentionDays }: PurgeOptions,
): Promise<number> {
  let removed = 0;
  for (let chunk = CHUNK; chunk === CHUNK; removed += chunk) {
    // Another replica may be at it: each takes what the other has not got hold of.
    const { rows } = await askStore(
      sql`
      update jurisdiction.messages set body = null
      where ctid in (
        select ctid from jurisdiction.messages
        where body is not null
          and received_at < now() - ${retentionDays}::float8 * interval '1 day'
          and subgraph = ${subgraph} and jurisdiction = any(${jurisdictions}::text[])
        limit ${CHUNK} for update skip locked)
      returning 1`.execute(database),
    );
    chunk = rows.length;
  }
  return removed;
}
