import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import type { DivisionPair } from '../availability/DivisionPair.ts';
import type { ServiceSubject } from './ServiceSubject.ts';

/** 事项筛选: what is not `null` must all hold. */
export interface ItemFilter {
  readonly category: string | null;
  readonly leadDepartment: string | null;
  readonly subject: ServiceSubject | null;
  readonly mode: HandlingMode | null;
  /** As `2020-35/2021`. */
  readonly batch: string | null;
  readonly verified: boolean | null;
  readonly pair: DivisionPair | null;
  /** Folded; each must occur in name, other wordings or code. */
  readonly terms: readonly string[];
}
