import type { CalendarDate } from '../../../domain/calendarDate.ts';

/** 授权委托: that somebody lets another hand in certain items for them. */
export interface Mandate {
  readonly mandateId: string;
  /** 委托人 */
  readonly principal: string;
  /** 代办人; `null` until the code was used. */
  readonly agent: string | null;
  /** 事项编码 of what it covers. */
  readonly items: readonly string[];
  /** The last day on which a case can be handed in by it, in Beijing. */
  readonly validThrough: CalendarDate;
  /** Epoch ms, as the next one. */
  readonly givenAt: number;
  readonly revokedAt: number | null;
}
