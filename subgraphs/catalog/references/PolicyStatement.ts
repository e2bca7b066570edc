import type { StatedDate } from '../../../domain/catalog/statedDate.ts';

/** 政策表述: what a published text says. */
export interface PolicyStatement {
  readonly id: string;
  readonly kind:
    | 'GOALS'
    | 'HANDLING_MODES'
    | 'LIST_MANAGEMENT'
    | 'CHANNEL'
    | 'EVENT'
    | 'PRACTICE'
    | 'INCONSISTENCY';
  readonly name: string;
  readonly terms: readonly string[];
  readonly on: StatedDate | null;
  readonly itemCodes: readonly string[];
  readonly source: string;
  /** `null` for our own remark on the text. */
  readonly quote: string | null;
  readonly note: string | null;
}
