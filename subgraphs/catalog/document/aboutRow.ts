import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parsedText } from './parsedText.ts';

const text = z.string().trim().min(1, 'must not be empty');

/** What a catalogue says of itself. */
export const aboutRow = z.strictObject({
  title: text,
  /** Above all: whether it is official. */
  notice: text,
  source: text,
  /** In force from this day on, unless whoever publishes it says otherwise. */
  validFrom: parsedText(parseCalendarDate, 'must be a day of the form YYYY-MM-DD').optional(),
});

export type AboutRow = z.output<typeof aboutRow>;
