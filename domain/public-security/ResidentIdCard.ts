import type { CalendarDate } from '../calendarDate.ts';

/** 居民身份证, or a temporary one. */
export interface ResidentIdCard {
  /** Epoch ms. */
  readonly asOf: number;
  readonly kind: 'RESIDENT_ID_CARD' | 'TEMPORARY_ID_CARD' | 'UNKNOWN';
  readonly validFrom: CalendarDate | null;
  readonly validity:
    | { readonly longTerm: true }
    | { readonly longTerm: false; readonly validUntil: CalendarDate };
  readonly issuingOrgan: string;
  readonly lossState: 'NORMAL' | 'REPORTED_LOST' | 'CANCELLED' | 'UNKNOWN';
}
