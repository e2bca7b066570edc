import type { StatedDate } from '../../domain/catalog/statedDate.ts';
import type { PolicyStatementKind } from './resolvers.generated.ts';

/** 政策表述: what a published text says. */
export interface PolicyStatement {
  readonly id: string;
  readonly kind: PolicyStatementKind;
  readonly name: string;
  readonly terms: readonly string[];
  readonly on: StatedDate | null;
  readonly itemCodes: readonly string[];
  readonly source: string;
  /** `null` for our own remark on the text. */
  readonly quote: string | null;
  readonly note: string | null;
}
