import type { CaseChannel } from '../../../domain/cases/caseChannel.ts';
import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import type { ProxyAuthority } from '../../../domain/catalog/proxyAuthority.ts';
import type { Measures, Salt } from './measures.ts';

/** Figures of one group; `null` for a dimension that was not asked for, and for cases that have none of it. */
export interface StatisticsRow extends Measures, Readonly<Record<Salt, number>> {
  readonly item: string | null;
  readonly department: string | null;
  readonly accepting: string | null;
  readonly owning: string | null;
  readonly mode: HandlingMode | null;
  readonly authority: ProxyAuthority | null;
  readonly channel: CaseChannel | null;
  /** `YYYY-MM-DD` */
  readonly day: string | null;
  /** `YYYY-MM` */
  readonly month: string | null;
  /** Handed in at the division of the question about others; 0 without one. */
  readonly here_for_others: number;
  /** Handed in elsewhere about the division of the question; 0 without one. */
  readonly elsewhere_for_us: number;
  /** As `SALTS` says; `null` where nothing was counted. */
  readonly salt_here: number | null;
  readonly salt_elsewhere: number | null;
}
