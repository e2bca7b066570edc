import type { CalendarDate } from '../calendarDate.ts';

/** 居住证. */
export interface ResidencePermit {
  /** Epoch ms. */
  readonly asOf: number;
  readonly number: string;
  readonly address: string;
  readonly issuedOn: CalendarDate | null;
  readonly validUntil: CalendarDate | null;
  readonly issuingOrgan: string;
  readonly state: 'VALID' | 'EXPIRED' | 'CANCELLED' | 'UNKNOWN';
}
