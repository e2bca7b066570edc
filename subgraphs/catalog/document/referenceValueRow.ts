import { z } from 'zod';
import { divisionText } from './divisionText.ts';
import { filledText } from './filledText.ts';
import { slugText } from './slugText.ts';
import { statedDateText } from './statedDateText.ts';

/** 参考数据: a row of the section `referenceValues`; a figure without the words of its source is not accepted. */
export const referenceValueRow = z.strictObject({
  id: slugText,
  topic: z.enum([
    'hukou',
    'identity-card',
    'marriage',
    'human-resources',
    'social-insurance',
    'housing-fund',
    'regional',
    'transport',
  ]),
  kind: z.enum(['statistic', 'agreed-limit', 'statutory-limit', 'achieved-average']),
  nameZh: filledText,
  value: z.number().min(0),
  /** Wording of the source where it does not give the figure exactly. */
  approximate: filledText.optional(),
  unit: filledText,
  division: divisionText.optional(),
  asOf: statedDateText.optional(),
  /** The span that it counts. */
  period: statedDateText.optional(),
  breakdown: z.array(z.strictObject({ name: filledText, value: z.number().min(0) })).default([]),
  source: filledText,
  quote: filledText,
  note: filledText.optional(),
});

export type ReferenceValueRow = z.output<typeof referenceValueRow>;
