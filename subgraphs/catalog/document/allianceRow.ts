import { z } from 'zod';
import type { StatedDate } from '../../../domain/catalog/statedDate.ts';
import { channelRow } from './channelRow.ts';
import { quotedFields } from './citationRow.ts';
import { divisionText } from './divisionText.ts';
import { filledText } from './filledText.ts';
import { modeRow } from './modeRow.ts';
import { slugText } from './slugText.ts';
import { statedDateText } from './statedDateText.ts';
import { statesDays } from './statesDays.ts';

/** What an arrangement may come to: every pair of places, with every item, is a row of its own. */
const MAX_PLACES = 400;
const MAX_CLAUSES = 100;
const MAX_ITEMS = 400;
const MAX_ROWS = 200_000;

/** 事项范围; what no source says is `null`. */
const scopeRow = z.strictObject({
  text: filledText.nullable(),
  /** `item` is `null` where the name is no single item of the catalogue; `mayMean` then says which it may be. */
  items: z
    .array(
      z
        .strictObject({
          name: filledText,
          item: filledText.nullable(),
          mayMean: z.array(filledText).max(MAX_ITEMS).default([]),
        })
        .refine(({ item, mayMean }) => item === null || mayMean.length === 0, {
          path: ['mayMean'],
          message: 'stands where item is null, and only there',
        }),
    )
    .min(1)
    .max(MAX_ITEMS)
    .nullable(),
  itemCount: z.int().min(1).nullable(),
  categories: z.array(filledText).min(1).nullable(),
  /** What else must be so, in the words of the source. */
  condition: filledText.optional(),
  modes: z.array(modeRow).min(1).optional(),
});

const clauseRow = z.strictObject({
  accepting: z.array(divisionText).min(1).max(MAX_PLACES),
  owning: z.union([z.literal('NATIONWIDE'), z.array(divisionText).min(1).max(MAX_PLACES)]),
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
    /** What gives the beginning where the words of `quotes` do not. */
    startsOnSource: filledText.optional(),
    /** The day of a source that speaks of it as in force and gives no beginning. */
    knownOn: statedDateText.optional(),
    endsOn: statedDateText.nullable(),
    members: z
      .array(
        z
          .strictObject({
            division: divisionText,
            from: statedDateText.optional(),
            through: statedDateText.optional(),
          })
          .refine(({ from, through }) => isInOrder(from, through), {
            path: ['through'],
            message: 'must not be before from',
          }),
      )
      .min(1)
      .max(MAX_PLACES)
      .nullable(),
    /** Members without a division code. */
    unlistedMembers: z.array(filledText).default([]),
    /** How many more members the source counts than it names. */
    unnamedMembers: z.int().min(0).default(0),
    pairing: z.enum(['each-other', 'star', 'directed']).nullable(),
    hub: divisionText.optional(),
    clauses: z.array(clauseRow).min(1).max(MAX_CLAUSES).optional(),
    scope: scopeRow,
    /** The source tells of one case and of no standing service. */
    singleCase: z.boolean().default(false),
    timeLimit: z
      .strictObject({ workingDays: z.int().min(0).max(1_000), ...quotedFields })
      .refine(({ workingDays, quote }) => statesDays(quote, workingDays), {
        path: ['quote'],
        message: 'does not state this number of days',
      })
      .nullable(),
    channels: z.array(channelRow).default([]),
    verified: z.boolean(),
    source: filledText,
    quotes: z.array(filledText).min(1, 'needs the words of its source'),
    note: filledText.optional(),
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
  })
  .refine(({ startsOn, endsOn }) => isInOrder(startsOn, endsOn), {
    path: ['endsOn'],
    message: 'must not be before startsOn',
  })
  .refine((row) => countRows(row) <= MAX_ROWS, {
    message: `comes to more than ${MAX_ROWS} rows of places and items`,
  });

export type AllianceRow = z.output<typeof allianceRow>;

type ScopeRow = z.output<typeof scopeRow>;

/** Whether what ends may end on a day on which it has begun; what is not given contradicts nothing. */
function isInOrder(start: StatedDate | null | undefined, end: StatedDate | null | undefined): boolean {
  return !start || !end || start.firstDay <= end.lastDay;
}

function countRows({
  members,
  scope,
  clauses,
}: {
  readonly members: readonly unknown[] | null;
  readonly scope: ScopeRow;
  readonly clauses?: readonly z.output<typeof clauseRow>[] | undefined;
}): number {
  const items = (one: ScopeRow) => (one.items ?? one.categories ?? [null]).length;
  const ofClauses = (clauses ?? []).map(
    (clause) =>
      clause.accepting.length *
      (clause.owning === 'NATIONWIDE' ? 1 : clause.owning.length) *
      items(clause.scope ?? scope),
  );
  return ofClauses.reduce((sum, rows) => sum + rows, (members?.length ?? 0) ** 2 * items(scope));
}
