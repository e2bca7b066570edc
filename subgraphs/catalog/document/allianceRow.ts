import { z } from 'zod';
import { channelRow } from './channelRow.ts';
import { divisionText } from './divisionText.ts';
import { filledText } from './filledText.ts';
import { slugText } from './slugText.ts';
import { statedDateText } from './statedDateText.ts';

/** 事项范围; what no source says is `null`. */
const scopeRow = z.strictObject({
  text: filledText.nullable(),
  /** `item` is `null` where the name is no single item of the catalogue. */
  items: z
    .array(z.strictObject({ name: filledText, item: filledText.nullable() }))
    .min(1)
    .nullable(),
  itemCount: z.int().min(1).nullable(),
  categories: z.array(filledText).min(1).nullable(),
});

const clauseRow = z.strictObject({
  accepting: z.array(divisionText).min(1),
  owning: z.union([z.literal('NATIONWIDE'), z.array(divisionText).min(1)]),
  /** False where the source says only who accepts. */
  owningStated: z.boolean(),
  scope: scopeRow.optional(),
});

/** 区域联盟, 城市协议, 试点: a row of the section `alliances`. */
export const allianceRow = z
  .strictObject({
    /** Our own; it never changes once published. */
    id: slugText,
    kind: z.enum(['alliance', 'city-agreement', 'pilot', 'city-service']),
    nameZh: filledText,
    formerNames: z.array(z.strictObject({ nameZh: filledText, until: statedDateText })).default([]),
    startsOn: statedDateText.nullable(),
    endsOn: statedDateText.nullable(),
    members: z
      .array(
        z.strictObject({
          division: divisionText,
          from: statedDateText.optional(),
          through: statedDateText.optional(),
        }),
      )
      .min(1)
      .nullable(),
    /** Members without a division code. */
    unlistedMembers: z.array(filledText).default([]),
    /** How many more members the source counts than it names. */
    unnamedMembers: z.int().min(0).default(0),
    pairing: z.enum(['each-other', 'star', 'directed']).nullable(),
    hub: divisionText.optional(),
    clauses: z.array(clauseRow).min(1).optional(),
    scope: scopeRow,
    timeLimit: z
      .strictObject({ workingDays: z.int().min(1).max(1_000), source: filledText, quote: filledText })
      .nullable(),
    channels: z.array(channelRow).default([]),
    verified: z.boolean(),
    source: filledText,
    quotes: z.array(filledText).min(1, 'needs the words of its source'),
    note: filledText.optional(),
  })
  .refine(({ pairing, hub }) => (pairing === 'star') === (hub !== undefined), {
    path: ['hub'],
    message: 'stands where pairing is star, and only there',
  })
  .refine(({ pairing, clauses }) => (pairing === 'directed') === (clauses !== undefined), {
    path: ['clauses'],
    message: 'stand where pairing is directed, and only there',
  })
  .refine(({ members, hub }) => hub === undefined || members?.some(({ division }) => division === hub), {
    path: ['hub'],
    message: 'must be a member',
  });

export type AllianceRow = z.output<typeof allianceRow>;
