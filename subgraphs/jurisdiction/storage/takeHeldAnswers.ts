import { sql } from 'kysely';
import type { PlaceKey } from '../PlaceKey.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';
import type { StepRows } from './StepRows.ts';
import { takeStepAnswer } from './takeStepAnswer.ts';

export interface HeldAnswersQuery {
  readonly place: PlaceKey;
  readonly stepKey: string;
  /** Digest of the step's business key. */
  readonly business: Buffer;
  /** Older ones are a person's. */
  readonly heldAnswerMs: number;
}

type Row = Pick<JurisdictionTables['step_answers'], 'message_id' | 'answer_digest' | 'answer'>;

/** Lets those answers count, in the order of their arrival, that came before the step that has just been stored. */
export async function takeHeldAnswers(
  transaction: JurisdictionDatabase,
  rows: StepRows,
  { place, stepKey, business, heldAnswerMs }: HeldAnswersQuery,
): Promise<void> {
  const { rows: held } = await sql<Row>`
    select message_id, answer_digest, answer from jurisdiction.step_answers
    where subgraph = ${place.subgraph} and jurisdiction = ${place.jurisdiction}
      and business_digest = ${business} and fate = 'HELD' and answer is not null
      and received_at > now() - ${heldAnswerMs}::float8 * interval '1 millisecond'
    order by received_at`.execute(transaction);
  for (const { message_id: id, answer_digest: digest, answer } of held) {
    const step = await rows.lock(transaction, { stepKey });
    if (step === null || answer === null) continue;
    const fate = await takeStepAnswer(transaction, rows, { step, saying: rows.seal.openAnswer(id, answer) });
    await sql`
      update jurisdiction.step_answers set fate = ${fate}, step_key = ${stepKey}
      where subgraph = ${place.subgraph} and jurisdiction = ${place.jurisdiction}
        and message_id = ${id} and answer_digest = ${digest}`.execute(transaction);
  }
}
