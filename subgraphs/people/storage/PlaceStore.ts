import { sql } from 'kysely';
import type { Department } from '../../../domain/department.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { PlaceSource, RecordPlace } from '../RecordPlace.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';

/** What is stored about one holder. */
export interface StoredPlaces {
  readonly places: readonly RecordPlace[];
  /** When the index last answered about the holder, epoch ms; `null` where it never did. */
  readonly checkedAt: number | null;
}

/** What the index said of one holder. */
export interface IndexAnswer {
  readonly holderId: string;
  readonly places: readonly Pick<RecordPlace, 'department' | 'jurisdiction'>[];
}

interface StatementRow {
  readonly holder_id: string;
  readonly checked_at: Date | null;
  readonly department: Department;
  readonly jurisdiction: string;
  readonly source: PlaceSource;
  readonly located_at: Date;
  readonly stated_at: Date;
}

/** A holder of whom nothing is said has one row without a statement. */
type HolderRow =
  | StatementRow
  | (Pick<StatementRow, 'holder_id' | 'checked_at'> & { readonly department: null });

/** Where holders' records lie, as far as the index, imports and the holders themselves have said. */
export class PlaceStore {
  readonly #database: PeopleDatabase;

  constructor(database: PeopleDatabase) {
    this.#database = database;
  }

  /** @returns one entry per id, in the same order. */
  async find(holderIds: readonly string[]): Promise<readonly StoredPlaces[]> {
    // One statement, one snapshot: a check must never be seen without the places that came with it.
    const { rows } = await askDatabase(
      sql<HolderRow>`
        with asked as (select distinct id as holder_id from unnest(${holderIds}::uuid[]) as id),
        said as (
          select holder_id, department, jurisdiction, 'IMPORTED' as source, located_at, located_at as stated_at
          from people.holdings where holder_id = any(${holderIds}::uuid[])
          union all
          select holder_id, department, jurisdiction, source, located_at, stated_at
          from people.place_statements where holder_id = any(${holderIds}::uuid[])
        )
        select asked.holder_id, checked_at, department, jurisdiction, source, located_at, stated_at
        from asked left join people.index_checks using (holder_id) left join said using (holder_id)
        order by jurisdiction, stated_at desc, department, source`.execute(this.#database),
    );
    const rowsOf = groupBy(rows, (row) => row.holder_id);
    return holderIds.map((id) => {
      const known = rowsOf.get(id) ?? [];
      return {
        places: toPlaces(known.filter(isStatement)),
        checkedAt: known[0]?.checked_at?.getTime() ?? null,
      };
    });
  }

  /**
   * Stores what the index has said: its word of before goes, other sources' stays, and what it said later counts. A
   * check that lies in the future is a clock's error and counts as none. Doing it again changes nothing.
   *
   * @param at - when it said so, epoch ms.
   * @param now - epoch ms.
   */
  async recordIndex(answers: readonly IndexAnswer[], at: number, now: number): Promise<void> {
    const all = answers.map(({ holderId }) => holderId);
    const rows = answers.flatMap(({ holderId, places }) => places.map((place) => ({ holderId, ...place })));
    const when = sql`${new Date(at)}::timestamptz`;
    const named = sql`unnest(
      ${rows.map(({ holderId }) => holderId)}::uuid[],
      ${rows.map(({ department }) => department)}::text[],
      ${rows.map(({ jurisdiction }) => jurisdiction)}::text[]) as named (holder_id, department, jurisdiction)`;
    await askDatabase(
      this.#database.transaction().execute(async (transaction) => {
        const { rows: later } = await sql<{ readonly holder_id: string }>`
          insert into people.index_checks as known (holder_id, checked_at)
          select id, ${when} from unnest(${all}::uuid[]) as id order by id
          on conflict (holder_id) do update set checked_at = excluded.checked_at
          where known.checked_at <= excluded.checked_at or known.checked_at > ${new Date(now)}::timestamptz
          returning holder_id`.execute(transaction);
        const ids = later.map(({ holder_id }) => holder_id);
        await sql`
          delete from people.place_statements as known
          where source = 'INDEX' and holder_id = any(${ids}::uuid[])
            and (holder_id, department, jurisdiction) not in (select * from ${named})`.execute(transaction);
        await sql`
          insert into people.place_statements as known (holder_id, department, jurisdiction, source, located_at, stated_at)
          select holder_id, department, jurisdiction, 'INDEX', ${when}, ${when} from ${named} where holder_id = any(${ids}::uuid[])
          on conflict (holder_id, department, jurisdiction, source)
          do update set stated_at = excluded.stated_at`.execute(transaction);
      }),
    );
  }
}

const isStatement = (row: HolderRow): row is StatementRow => row.department !== null;

function toPlaces(rows: readonly StatementRow[]): readonly RecordPlace[] {
  const byPlace = groupBy(rows, ({ department, jurisdiction }) => `${department} ${jurisdiction}`);
  return [...byPlace.values()].flatMap((statements) => {
    const [first] = statements;
    if (first === undefined) return [];
    return [
      {
        department: first.department,
        jurisdiction: parseDivisionCode(first.jurisdiction),
        locatedAt: Math.min(...statements.map(({ located_at }) => located_at.getTime())),
        statements: statements.map(({ source, stated_at }) => ({ source, statedAt: stated_at.getTime() })),
      },
    ];
  });
}

/** Groups keep the order of the rows, and stand in the order of their first. */
function groupBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
