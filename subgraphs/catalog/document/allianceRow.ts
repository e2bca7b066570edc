import { z } from 'zod';
import { channelRow } from './channelRow.ts';
import { divisionText } from './divisionText.ts';
import { modeRow } from './modeRow.ts';
import { statedDateText } from './statedDateText.ts';

const text = z.string().trim().min(1, 'must not be empty');

/** 事项范围; what no source says is `null`. */
const scopeRow = z.strictObject({
  text: text.nullable(),
  /** `item` is `null` where the name is no single item of the catalogue; `mayMean` then says which it may be. */
  items: z
    .array(
      z
        .strictObject({ name: text, item: text.nullable(), mayMean: z.array(text).default([]) })
        .refine(({ item, mayMean }) => item === null || mayMean.length === 0, {
          path: ['mayMean'],
          message: 'stands where item is null, and only there',
        }),
    )
    .min(1)
    .nullable(),
  itemCount: z.int().min(1).nullable(),
  categories: z.array(text).min(1).nullable(),
  /** What else must be so, in the words of the source. */
  condition: text.optional(),
  modes: z.array(modeRow).min(1).optional(),
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
    id: z
      .string()
      .max(80)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"'),
    kind: z.enum(['alliance', 'city-agreement', 'pilot', 'city-service']),
    nameZh: text,
    formerNames: z.array(z.strictObject({ nameZh: text, until: statedDateText })).default([]),
    startsOn: statedDateText.nullable(),
    /** What gives the beginning where the words of `quotes` do not. */
    startsOnSource: text.optional(),
    /** The day of a source that speaks of it as in force and gives no beginning. */
    knownOn: statedDateText.optional(),
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
    unlistedMembers: z.array(text).default([]),
    /** How many more members the source counts than it names. */
    unnamedMembers: z.int().min(0).default(0),
    pairing: z.enum(['each-other', 'star', 'directed']).nullable(),
    hub: divisionText.optional(),
    clauses: z.array(clauseRow).min(1).optional(),
    scope: scopeRow,
    /** The source tells of one case and of no standing service. */
    singleCase: z.boolean().default(false),
    timeLimit: z
      .strictObject({ workingDays: z.int().min(1).max(1_000), source: text, quote: text })
      .nullable(),
    channels: z.array(channelRow).default([]),
    verified: z.boolean(),
    source: text,
    quotes: z.array(text).min(1, 'needs the words of its source'),
    note: text.optional(),
  })
  .refine(({ startsOn, knownOn }) => startsOn === null || knownOn === undefined, {
    path: ['knownOn'],
    message: 'stands where startsOn is null, and only there',
  })
  .refine(({ startsOn, startsOnSource }) => startsOn !== null || startsOnSource === undefined, {
    path: ['startsOnSource'],
    message: 'says what gives startsOn, but startsOn is null',
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
