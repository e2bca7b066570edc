import { sql } from 'kysely';
import { askStore } from './askStore.ts';
import { HELD_ANSWER_MS } from './heldAnswerMs.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { InboxQuery } from './readInboxRows.ts';

/** What a system said of a step that a person has to look at: nothing of what it says. */
export interface StepAnswerRow {
  readonly jurisdiction: string;
  readonly messageId: string;
  readonly receivedAt: Date;
  /** `null`: no step with its key has come. */
  readonly stepKey: string | null;
}

/** Answers to steps that nobody knows, 15 minutes old and more, and those that contradict a final one; the newest first. */
export async function readStepAnswers(
  database: JurisdictionDatabase,
  { subgraph, jurisdictions, limit }: Pick<InboxQuery, 'subgraph' | 'jurisdictions' | 'limit'>,
): Promise<readonly StepAnswerRow[]> {
  const { rows } = await askStore(
    sql<StepAnswerRow>`
    select jurisdiction, message_id as "messageId", received_at as "receivedAt", step_key as "stepKey"
    from jurisdiction.step_answers
    where subgraph = ${subgraph} and jurisdiction = any(${jurisdictions}::text[])
      and (fate = 'CONTRADICTS'
        or fate = 'HELD' and received_at <= now() - ${HELD_ANSWER_MS}::float8 * interval '1 millisecond')
    order by received_at desc, message_id
    limit ${limit}`.execute(database),
  );
  return rows;
}
