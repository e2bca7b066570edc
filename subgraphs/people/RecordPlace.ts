import type { Department } from '../../domain/department.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';

/** Who says that records lie somewhere: the national index, the holder, or a list that an operator imported. */
export type PlaceSource = 'INDEX' | 'DECLARED' | 'IMPORTED';

/** One source's word for one place. */
export interface PlaceStatement {
  readonly source: PlaceSource;
  /** When the source last said so, epoch ms. */
  readonly statedAt: number;
}

/** That one department's system in one place holds records about a holder, and who says so. */
export interface RecordPlace {
  readonly department: Department;
  readonly jurisdiction: DivisionCode;
  /** Since when the locator knows, epoch ms. */
  readonly locatedAt: number;
  /** At least one; one per source, the latest word first. */
  readonly statements: readonly PlaceStatement[];
}
