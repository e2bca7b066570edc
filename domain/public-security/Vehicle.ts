import type { CalendarDate } from '../calendarDate.ts';

/** 机动车. */
export interface Vehicle {
  /** Epoch ms. */
  readonly asOf: number;
  readonly plateNumber: string;
  readonly plateKind: 'LARGE' | 'SMALL' | 'SMALL_NEW_ENERGY' | 'MOTORCYCLE' | 'UNKNOWN';
  readonly model: string;
  readonly registeredOn: CalendarDate | null;
  readonly inspectionValidUntil: CalendarDate | null;
  readonly state: 'NORMAL' | 'TRANSFERRED_OUT' | 'SEIZED' | 'DEREGISTERED' | 'INSPECTION_OVERDUE' | 'UNKNOWN';
}
