import { z } from 'zod';
import { channelRow } from './channelRow.ts';
import { citationFields, citationRow } from './citationRow.ts';
import { modeRow } from './modeRow.ts';

const text = z.string().trim().min(1, 'must not be empty');

/** A count of working days with who says so: a number alone is not accepted. */
const workingDays = z.strictObject({ days: z.int().min(0).max(1_000), ...citationFields });

/**
 * 事项: a row of the section `items`, in the terms of its sources. What no source says is `null` or left out; what stands
 * there has a source.
 */
export const itemRow = z
  .strictObject({
    /** Our own code; it never changes once published. */
    slug: z
      .string()
      .max(80)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"'),
    nameZh: text.max(200),
    /** Other wordings of the name. */
    aliases: z.array(text.max(200)).max(50).default([]),
    category: text.max(40),
    leadDepartment: text.max(40).nullable(),
    subject: z.enum(['person', 'enterprise', 'both']),
    modes: z.array(modeRow).min(1).nullable(),
    materials: z
      .array(z.strictObject({ name: text, ...citationFields }))
      .min(1)
      .nullable()
      .default(null),
    promisedWorkingDays: workingDays.nullable().default(null),
    statutoryWorkingDays: workingDays.nullable().default(null),
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
    note: text.optional(),
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
