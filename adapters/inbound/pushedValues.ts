import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '../../domain/calendarDate.ts';
import { parseYearMonth, type YearMonth } from '../../domain/yearMonth.ts';

/** Codecs for the values that departments' forms of pushed records are made of. */
export const pushedValues = {
  /** An amount in fen; text, because a JSON number of that size is rounded. */
  fen: z.codec(z.string().regex(/^-?\d{1,18}$/), z.bigint(), {
    decode: (text) => BigInt(text),
    encode: (fen) => fen.toString(),
  }),
  count: z.int().nonnegative(),
  day: z.custom<CalendarDate>((value) => reads(value, parseCalendarDate)),
  month: z.custom<YearMonth>((value) => reads(value, parseYearMonth)),
} as const;

function reads(value: unknown, parse: (text: string) => string): boolean {
  try {
    return typeof value === 'string' && parse(value) === value;
  } catch {
    return false;
  }
}
