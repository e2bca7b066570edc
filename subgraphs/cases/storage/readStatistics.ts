import { type RawBuilder, sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { divisionSpan } from '../../../domain/divisionSpan.ts';
import type { PlacePair } from '../statistics/AllianceMembership.ts';
import { cutNeeds } from '../statistics/cutNeeds.ts';
import { chooseCut, cutName, type StatisticsCut } from '../statistics/cuts.ts';
import { MEASURES, SALTS } from '../statistics/measures.ts';
import type { StatisticsDimension, StatisticsQuestion } from '../statistics/StatisticsQuestion.ts';
import type { StatisticsRow } from '../statistics/StatisticsRow.ts';
import { splitSpan } from '../statistics/splitSpan.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** What has been added up. */
export interface StatisticsAnswer {
  /** Epoch ms; `null` before anything was added up for the first time. */
  readonly asOf: number | null;
  /** In the order of their dimensions. */
  readonly rows: readonly StatisticsRow[];
}

/** Reads added up figures, from as few cells as can answer. @param limit - of the rows. */
export async function readStatistics(
  database: CasesDatabase,
  question: StatisticsQuestion,
  limit: number,
): Promise<StatisticsAnswer> {
  // Before the rows: they are never older than it says.
  const rolledUp = await database.selectFrom('rolled_up').select('as_of').executeTakeFirst();
  const cut = chooseCut(cutNeeds(question));
  const dimensions = dimensionsOf(question.groupBy);
  const names = sql.raw(dimensions.map((_, index) => String(index + 1)).join(', '));
  const { rows } = await sql<StatisticsRow>`
    select ${sql.join([...dimensions, ...figuresOf(question)])}
    from (${cellsOf(question, cut)}) as statistics
    where ${sql.join(conditionsOf(question), sql` and `)}
    group by ${names} order by ${names} limit ${limit}`.execute(database);
  return { asOf: rolledUp?.as_of.getTime() ?? null, rows };
}

function dimensionsOf(groupBy: ReadonlySet<StatisticsDimension>): readonly RawBuilder<unknown>[] {
  const when = (dimension: StatisticsDimension, text: string) =>
    groupBy.has(dimension) ? text : 'null::text';
  const place = (side: 'accepting' | 'owning', dimension: 'ACCEPTING' | 'OWNING') =>
    groupBy.has(`${dimension}_DIVISION`) ? side : when(`${dimension}_PROVINCE`, `left(${side}, 2) || '0000'`);
  return [
    `${when('ITEM', 'item')} as item`,
    `${when('DEPARTMENT', "nullif(department, '')")} as department`,
    `${place('accepting', 'ACCEPTING')} as accepting`,
    `${place('owning', 'OWNING')} as owning`,
    `${when('MODE', 'mode')} as mode`,
    `${when('MODE', "nullif(authority, '')")} as authority`,
    `${when('CHANNEL', 'channel')} as channel`,
    `${when('MONTH', "to_char(period, 'YYYY-MM')")} as month`,
    `${when('DAY', "to_char(period, 'YYYY-MM-DD')")} as day`,
  ].map((text) => sql.raw(text));
}

function figuresOf({ division }: StatisticsQuestion): readonly RawBuilder<unknown>[] {
  const sums = MEASURES.map((measure) => sql.raw(`sum(${measure})::integer as ${measure}`));
  const [here, elsewhere] =
    division === null
      ? [sql`false`, sql`false`]
      : [
          sql`${within('accepting', division)} and not ${within('owning', division)}`,
          sql`${within('owning', division)} and not ${within('accepting', division)}`,
        ];
  const salts = SALTS.map((salt) => sql.raw(`bit_xor(${salt}) as ${salt}`));
  return [
    ...sums,
    ...salts,
    sql`bit_xor(salt_submitted) filter (where ${here}) as salt_here`,
    sql`bit_xor(salt_submitted) filter (where ${elsewhere}) as salt_elsewhere`,
    sql`coalesce(sum(submitted) filter (where ${here}), 0)::integer as here_for_others`,
    sql`coalesce(sum(submitted) filter (where ${elsewhere}), 0)::integer as elsewhere_for_us`,
  ];
}

function conditionsOf(question: StatisticsQuestion): readonly RawBuilder<unknown>[] {
  const { division, accepting, owning, groupBy } = question;
  const isByAccepting = groupBy.has('ACCEPTING_PROVINCE') || groupBy.has('ACCEPTING_DIVISION');
  const isByOwning = groupBy.has('OWNING_PROVINCE') || groupBy.has('OWNING_DIVISION');
  const texts = ['item', 'department', 'mode', 'authority', 'channel'] as const;
  return [
    sql`true`,
    ...texts.flatMap((name) => {
      const wanted = question[name];
      return wanted === null ? [] : [sql`${sql.raw(name)} = ${wanted}`];
    }),
    // Cells that know one side only, and not this one.
    ...(isByAccepting ? [sql`accepting <> ''`] : []),
    ...(isByOwning ? [sql`owning <> ''`] : []),
    ...(accepting === null ? [] : [within('accepting', accepting)]),
    ...(owning === null ? [] : [within('owning', owning)]),
    ...(division === null ? [] : [sql`(${within('accepting', division)} or ${within('owning', division)})`]),
  ];
}

/** Part by part: one index serves each, where alternatives in one condition would have all days of a cut read. */
function cellsOf({ periods, groupBy }: StatisticsQuestion, cut: StatisticsCut): RawBuilder<unknown> {
  const parts = periods.flatMap(({ pairs, ...span }) => {
    const split = groupBy.has('DAY') ? [{ ...span, grain: 'DAY' as const }] : splitSpan(span);
    const between = pairs === null ? sql`true` : anyOf(pairs.map(betweenPlaces));
    return split.map(
      ({ grain, from, to }) => sql`
        select * from cases.statistics
        where cut = ${cutName(cut, grain)} and period between ${from}::date and ${to}::date and ${between}`,
    );
  });
  return parts.length === 0
    ? sql`select * from cases.statistics where false`
    : sql.join(parts, sql` union all `);
}

const betweenPlaces = ({ accepting, owning }: PlacePair): RawBuilder<unknown> =>
  sql`(${withinAny('accepting', accepting)} and ${owning === null ? sql`true` : withinAny('owning', owning)})`;

const withinAny = (side: 'accepting' | 'owning', places: readonly DivisionCode[]): RawBuilder<unknown> =>
  anyOf(places.map((place) => within(side, place)));

/** A division and all that lies in it. */
function within(side: 'accepting' | 'owning', division: DivisionCode): RawBuilder<unknown> {
  const [first, last] = divisionSpan(division);
  return sql`${sql.raw(side)} between ${first} and ${last}`;
}

const anyOf = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
