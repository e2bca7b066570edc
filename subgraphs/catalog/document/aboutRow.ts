import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parsedText } from '../../serving/parsedText.ts';
import { filledText } from './filledText.ts';

/** What a catalogue says of itself. */
export const aboutRow = z.strictObject({
  title: filledText,
  /** Above all: whether it is official. */
  notice: filledText,
  source: filledText,
  /** In force from this day on, unless whoever publishes it says otherwise. */
  validFrom: parsedText(parseCalendarDate, 'must be a day of the form YYYY-MM-DD').optional(),
});

export type AboutRow = z.output<typeof aboutRow>;
