import { z } from 'zod';
import { isDivisionCode } from '../../../domain/divisionCode.ts';

/** 地级行政区划: a row of the section `cities`. */
export const cityRow = z.strictObject({
  code: z
    .custom<string>(isDivisionCode, 'must be a 6-digit division code')
    .refine((code) => /^\d{4}00$/.test(code) && !code.endsWith('0000'), 'must be a city-level code'),
  nameZh: z.string().min(1),
  shortZh: z.string().min(1),
  nameEn: z.string().min(1).nullable(),
  source: z.string().min(1),
});

export type CityRow = z.output<typeof cityRow>;
