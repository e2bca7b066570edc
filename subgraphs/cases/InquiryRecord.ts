import type { Department } from '../../domain/department.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { AnswerLimit } from './AnswerLimit.ts';

/** 业务协查 as it is stored, without what was asked and answered. */
export interface InquiryRecord extends AnswerLimit {
  readonly inquiryId: string;
  /** `null` outside of a case. */
  readonly caseId: string | null;
  readonly holderId: string | null;
  readonly askingDivision: DivisionCode;
  readonly askedDivision: DivisionCode;
  readonly askedDepartment: Department;
  /** Whether its case waits for the answer. */
  readonly waits: boolean;
  /** Epoch ms. */
  readonly askedAt: number;
  /** Epoch ms. */
  readonly withdrawnAt: number | null;
}
