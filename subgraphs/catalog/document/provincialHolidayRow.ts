import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parsedText } from '../../serving/parsedText.ts';
import { citationFields } from './citationRow.ts';
import { divisionText } from './divisionText.ts';
import { filledText } from './filledText.ts';
import { slugText } from './slugText.ts';

/** 地方节假日: a row of the section `provincialHolidays`: a day of one province, or one of which only the name is known. */
export const provincialHolidayRow = z
  .strictObject({
    id: slugText,
    division: divisionText.refine((code) => code.endsWith('0000'), 'must be a province-level division'),
    nameZh: filledText,
    kind: z.enum(['holiday', 'makeup-workday']).default('holiday'),
    /** `null`: no source gives the day, so it adds nothing to the calendar. */
    on: parsedText(parseCalendarDate, 'must be a day of the form YYYY-MM-DD').nullable(),
    ...citationFields,
  })
  .refine(({ on, quote }) => on === null || quote !== undefined, {
    path: ['quote'],
    message: 'a day needs the words of its source',
  });

export type ProvincialHolidayRow = z.output<typeof provincialHolidayRow>;
