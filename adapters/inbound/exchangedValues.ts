import { z } from 'zod';
import { parseCalendarDate } from '../../domain/calendarDate.ts';
import { parseYearMonth } from '../../domain/yearMonth.ts';
import { parseYuan } from '../../domain/yuan.ts';

/** Text of a CHAR column, padded or not; a blank one, like none at all, is `null`. */
const padded = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || null);

type Parse<T> = (text: string) => T;

/** A value that must be there. @param parse - throws a `RangeError` for another form. */
function always<T>(parse: Parse<T>) {
  return padded.transform((text, context): T => {
    if (text !== null) return parseOrIssue(parse, text, context);
    context.addIssue({ code: 'custom', message: 'is missing' });
    return z.NEVER;
  });
}

/** A value that may be blank or missing. @param parse - throws a `RangeError` for another form. */
function maybe<T>(parse: Parse<T>) {
  return padded.transform((text, context): T | null =>
    text === null ? null : parseOrIssue(parse, text, context),
  );
}

function parseOrIssue<T>(parse: Parse<T>, text: string, context: z.RefinementCtx): T {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}

/** Text of a form. */
function text(form: RegExp): Parse<string> {
  return (value) => {
    if (!form.test(value)) throw new RangeError('a text of another form');
    return value;
  };
}

/** A code of a table, to which values are added without notice. */
const code = text(/^[0-9A-Za-z]{1,10}$/);

/** At most so many characters; those outside the Basic Multilingual Plane count as one. */
function upTo(characters: number): Parse<string> {
  return text(new RegExp(`^.{1,${characters}}$`, 'su'));
}

/** Yuan with exactly two decimals, into fen. */
function signedAmount(value: string): bigint {
  if (!/^-?\d{1,15}\.\d\d$/.test(value)) throw new RangeError('not an amount with two decimals');
  return parseYuan(value);
}

/** Yuan with exactly two decimals that cannot be below zero, into fen. */
function amount(value: string): bigint {
  const fen = signedAmount(value);
  if (fen < 0n) throw new RangeError('an amount below zero');
  return fen;
}

/** A whole number without leading zeros. */
function count(digits: number): Parse<number> {
  return (value) => {
    if (value.length > digits || !/^(?:0|[1-9]\d*)$/.test(value)) throw new RangeError('not a count');
    return Number(value);
  };
}

/** A day, `YYYYMMDD`. */
function day(value: string) {
  if (!/^\d{8}$/.test(value)) throw new RangeError('not a day');
  return parseCalendarDate(value);
}

/** A month, `YYYYMM`. */
function month(value: string) {
  if (!/^\d{6}$/.test(value)) throw new RangeError('not a month');
  return parseYearMonth(value);
}

/** How exchange tables and files write values, by the words of their specifications. */
export const exchangedValues = {
  always,
  maybe,
  text,
  upTo,
  code,
  amount,
  signedAmount,
  count,
  day,
  month,
} as const;
