import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** Something whose last day was not counted yet. */
export interface UncountedAnswer {
  readonly kind: 'inquiry' | 'correction';
  readonly id: string;
  /** Whose working days count. */
  readonly division: DivisionCode;
  /** The day that is not counted begins here, epoch ms. */
  readonly since: number;
  readonly workingDays: number;
}

/** Last days of inquiries and corrections for which a limit was set. */
export class AnswerDueDates {
  readonly #database: CasesDatabase;

  constructor(database: CasesDatabase) {
    this.#database = database;
  }

  /** At most so many of either kind. */
  async findUncounted(limit: number): Promise<readonly UncountedAnswer[]> {
    const [inquiries, corrections] = await Promise.all([
      this.#database
        .selectFrom('inquiries')
        .select(['inquiry_id as id', 'asked_division as division', 'asked_at as since', 'limit_working_days'])
        .where('limit_working_days', 'is not', null)
        .where('due_on', 'is', null)
        .where('answered_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .orderBy('inquiry_id')
        .limit(limit)
        .execute(),
      this.#database
        .selectFrom('corrections')
        .select(['case_id as id', 'division', 'opened_at as since', 'limit_working_days'])
        .where('limit_working_days', 'is not', null)
        .where('due_on', 'is', null)
        .where('answered_at', 'is', null)
        .orderBy('case_id')
        .limit(limit)
        .execute(),
    ]);
    const withKind =
      (kind: UncountedAnswer['kind']) =>
      ({ id, division, since, limit_working_days }: (typeof inquiries)[number]): UncountedAnswer => ({
        kind,
        id,
        division,
        since: since.getTime(),
        workingDays: limit_working_days ?? 0,
      });
    return [...inquiries.map(withKind('inquiry')), ...corrections.map(withKind('correction'))];
  }

  async store(
    { kind, id }: Pick<UncountedAnswer, 'kind' | 'id'>,
    { dueOn, provisional }: { readonly dueOn: string; readonly provisional: boolean },
  ): Promise<void> {
    const counted = { due_on: dueOn, due_provisional: provisional };
    if (kind === 'inquiry')
      await this.#database.updateTable('inquiries').set(counted).where('inquiry_id', '=', id).execute();
    else await this.#database.updateTable('corrections').set(counted).where('case_id', '=', id).execute();
  }
}
