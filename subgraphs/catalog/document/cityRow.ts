import { z } from 'zod';
import { isDivisionCode } from '../../../domain/divisionCode.ts';
import { filledText } from './filledText.ts';

/** 地级、县级行政区划: a row of the section `cities`; a code that ends in 00 is of city level, any other of county level. */
export const cityRow = z.strictObject({
  code: z
    .custom<string>(isDivisionCode, 'must be a 6-digit division code')
    .refine((code) => !code.endsWith('0000'), 'must be a city- or county-level code'),
  nameZh: filledText,
  shortZh: filledText,
  nameEn: filledText.nullable(),
  source: filledText,
});

export type CityRow = z.output<typeof cityRow>;
