import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseBeijingTime } from '../parseBeijingTime.ts';
import { readWith } from '../readWith.ts';

/** Some places pad their columns with blanks. */
const text = z.string().trim();
const always = text.min(1);
/** A missing key and an empty text both mean "no value". */
const maybe = text.optional().transform((value) => value || null);
const day = always.transform(readWith(parseCalendarDate));

/** How the dialect writes values, whatever service they come from. */
export const dataExchangeValue = {
  text,
  always,
  maybe,
  day,
  maybeDay: maybe.transform((value, context) =>
    value === null ? null : readWith(parseCalendarDate)(value, context),
  ),
  /** Beijing time on the wire, epoch ms here. */
  instant: always.transform(readWith(parseBeijingTime)),
  /** Six digits, or twelve of which the last six say nothing. */
  division: text.regex(/^\d{6}(\d{6})?$/),
};
