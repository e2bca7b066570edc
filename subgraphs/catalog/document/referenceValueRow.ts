import { z } from 'zod';
import { divisionText } from './divisionText.ts';
import { statedDateText } from './statedDateText.ts';

const text = z.string().trim().min(1, 'must not be empty');

/** 参考数据: a row of the section `referenceValues`; a figure without the words of its source is not accepted. */
export const referenceValueRow = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"'),
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
  nameZh: text,
  value: z.number().min(0),
  /** Wording of the source where it does not give the figure exactly. */
  approximate: text.optional(),
  unit: text,
  division: divisionText.optional(),
  asOf: statedDateText.optional(),
  /** The span that it counts. */
  period: statedDateText.optional(),
  breakdown: z.array(z.strictObject({ name: text, value: z.number().min(0) })).default([]),
  source: text,
  quote: text,
  note: text.optional(),
});

export type ReferenceValueRow = z.output<typeof referenceValueRow>;
