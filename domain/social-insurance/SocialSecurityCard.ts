import type { CalendarDate } from '../calendarDate.ts';

/** 社会保障卡. */
export interface SocialSecurityCard {
  /** Epoch ms. */
  readonly asOf: number;
  /** Whole; masked before it leaves the subgraph. */
  readonly number: string;
  readonly issuedOn: CalendarDate | null;
  readonly bank: string;
  readonly state: 'ACTIVE' | 'NOT_ACTIVATED' | 'REPORTED_LOST' | 'CANCELLED' | 'UNKNOWN';
}
