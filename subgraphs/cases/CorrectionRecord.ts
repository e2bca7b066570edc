import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { AnswerLimit } from './AnswerLimit.ts';

/** 整改 of a case that was rated badly, as it is stored. */
export interface CorrectionRecord extends AnswerLimit {
  readonly caseId: string;
  /** The place that answers for it. */
  readonly division: DivisionCode;
  /** Epoch ms. */
  readonly openedAt: number;
}
