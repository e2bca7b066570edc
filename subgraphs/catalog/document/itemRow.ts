import { z } from 'zod';
import { channelRow } from './channelRow.ts';
import { citationFields, citationRow, quotedFields } from './citationRow.ts';
import { filledText } from './filledText.ts';
import { modeRow } from './modeRow.ts';
import { slugText } from './slugText.ts';
import { workingDaysRow } from './workingDaysRow.ts';

/**
 * 事项: a row of the section `items`, in the terms of its sources. What no source says is `null` or left out; what stands
 * there has a source.
 */
export const itemRow = z
  .strictObject({
    /** Our own code; it never changes once published. */
    slug: slugText,
    nameZh: filledText.max(200),
    /** Other wordings of the name. */
    aliases: z.array(filledText.max(200)).max(50).default([]),
    category: filledText.max(40),
    leadDepartment: filledText.max(40).nullable(),
    subject: z.enum(['person', 'enterprise', 'both']),
    modes: z.array(modeRow).min(1).nullable(),
    materials: z
      .array(z.strictObject({ name: filledText, ...quotedFields }))
      .min(1)
      .nullable()
      .default(null),
    promisedWorkingDays: workingDaysRow.nullable().default(null),
    statutoryWorkingDays: workingDaysRow.nullable().default(null),
    channels: z.array(channelRow).min(1).nullable().default(null),
    list: z
      .string()
      .regex(/^\d{4}-\d+$/, 'must be year and number of the document, as 2020-35')
      .nullable(),
    batch: z
      .string()
      .regex(/^(after-)?\d{4}$/, 'must be a year, or after-<year>')
      .nullable(),
    officialSeq: z.int().min(1).nullable(),
    verified: z.boolean(),
    nameVerified: z.boolean(),
    batchVerified: z.boolean(),
    confidence: z.enum(['verified', 'high', 'medium', 'low']),
    ...citationFields,
    note: filledText.optional(),
    /** Further texts that speak of the item. */
    citations: z.array(citationRow).default([]),
  })
  .refine(({ list, batch }) => (list === null) === (batch === null), {
    path: ['batch'],
    message: 'list and batch are both given, or both null',
  })
  .refine(({ verified, nameVerified, batchVerified }) => verified === (nameVerified && batchVerified), {
    path: ['verified'],
    message: 'must be true where name and batch are verified, and only there',
  });

export type ItemRow = z.output<typeof itemRow>;
