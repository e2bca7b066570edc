import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CorrectionRecord } from '../CorrectionRecord.ts';
import type { DuePosition } from '../dueCursor.ts';
import type { DuePage } from '../duePage.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { DUE_FIRST, isBehind } from './dueFirst.ts';
import { liesIn } from './liesIn.ts';
import { toCorrectionRecord } from './toCorrectionRecord.ts';

export interface CorrectionsQuestion {
  readonly division: DivisionCode;
  readonly statuses: ReadonlyArray<'OPEN' | 'ANSWERED'>;
  readonly first: number;
  readonly after: DuePosition | null;
}

/** Corrections that a division and those in it answer for, those due first before the others, then the oldest. */
export async function listCorrections(
  database: CasesDatabase,
  { division, statuses, first, after }: CorrectionsQuestion,
): Promise<DuePage<CorrectionRecord>> {
  let query = database
    .selectFrom('corrections')
    .selectAll()
    .where(liesIn('division', division))
    .orderBy(DUE_FIRST)
    .orderBy('opened_at')
    .orderBy('case_id')
    .limit(first + 1);
  if (!statuses.includes('ANSWERED')) query = query.where('answered_at', 'is', null);
  if (!statuses.includes('OPEN')) query = query.where('answered_at', 'is not', null);
  if (after !== null) query = query.where(isBehind(after, { since: 'opened_at', id: 'case_id' }));
  const rows = await query.execute();
  return {
    rows: rows.slice(0, first).map(toCorrectionRecord),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
  };
}
