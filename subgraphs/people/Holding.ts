import type { Department } from '../../domain/department.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';

/** That one department's system in one place holds records about a holder. */
export interface Holding {
  readonly holderId: string;
  readonly department: Department;
  readonly jurisdiction: DivisionCode;
  /** Since when the locator knows, epoch ms. */
  readonly locatedAt: number;
}
