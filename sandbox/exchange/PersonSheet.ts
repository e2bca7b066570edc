import type { ExchangeRecord, ExchangeType } from './ExchangeType.ts';

/** Everything of one type that a centre says about one person. */
export interface PersonSheet {
  readonly type: Pick<ExchangeType<never>, 'code' | 'columns' | 'sum'>;
  /** Whom the question was about. */
  readonly asked: string;
  /** Whose file was found; `null` where the person is not on file. */
  readonly owner: {
    readonly number: string;
    readonly name: string;
    readonly personalNumber: string | null;
  } | null;
  /** When all of this was true, epoch ms. */
  readonly dataTime: number;
  readonly records: readonly ExchangeRecord[];
}
