import { sql } from 'kysely';
import type { JournaledStep } from '../steps/JournaledStep.ts';
import { judgeAnswer, type StepSaying } from '../steps/judgeAnswer.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { StepRows } from './StepRows.ts';

/**
 * Lets what a system said by itself count for a step, as far as it does. A call that is under way loses its right to
 * say something of it.
 *
 * @param step - locked in this transaction.
 */
export async function takeStepAnswer(
  database: JurisdictionDatabase,
  rows: StepRows,
  { step, saying }: { readonly step: JournaledStep; readonly saying: StepSaying },
): Promise<'TAKEN' | 'CONTRADICTS'> {
  const { result } = saying;
  switch (judgeAnswer(step, saying)) {
    case 'APPLIES':
      await rows.write(database, step.stepKey, { state: result.outcome, result, isOwed: true });
      return 'TAKEN';
    case 'SAYS_NOTHING_NEW':
      return 'TAKEN';
    case 'CONTRADICTS':
      await sql`update jurisdiction.steps set contradicted = true where ${rows.at(step.stepKey)}`.execute(
        database,
      );
      return 'CONTRADICTS';
  }
}
