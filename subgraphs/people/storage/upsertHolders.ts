import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { DEPARTMENTS } from '../../../domain/department.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { HolderVault } from '../HolderVault.ts';
import type { HolderRow } from '../holderRow.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';
import type { PeopleTables } from './PeopleTables.ts';

export interface UpsertHoldersOptions {
  readonly vault: HolderVault;
  /** Who says so; stands beside every holding that is new. */
  readonly source: string;
  /** Since when new holdings are known, epoch ms. */
  readonly locatedAt: number;
}

type PeopleTransaction = Transaction<PeopleTables>;

/** Imports run one after the other, so that two of them cannot make one person twice: the ASCII text `import`. */
const LOCK = 0x69_6d_70_6f_72_74;

/**
 * Stores holders with their subjects and holdings, in one transaction; doing it again changes nothing.
 *
 * A known number keeps its holder id and gets the name of its last row; holdings are added, never removed.
 *
 * @returns holder ids in the order of `rows`; rows of one number have one id.
 * @throws {TongbanError} CONFLICT when a subject already stands for another holder.
 */
export async function upsertHolders(
  database: PeopleDatabase,
  rows: readonly HolderRow[],
  options: UpsertHoldersOptions,
): Promise<readonly string[]> {
  const numbers = rows.map(({ kind, number }) => options.vault.sealNumber(kind, number));
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    const ids = await storeHolders(transaction, rows, numbers, options.vault);
    await storeSubjects(transaction, rows, ids);
    await storeHoldings(transaction, rows, ids, options);
    return ids;
  });
}

async function storeHolders(
  transaction: PeopleTransaction,
  rows: readonly HolderRow[],
  numbers: readonly Buffer[],
  vault: HolderVault,
): Promise<readonly string[]> {
  const idsByNumber = await findIds(transaction, rows, numbers);
  const ids = rows.map(({ kind }, index) => {
    const key = keyOf(kind, numbers[index]);
    const id = idsByNumber.get(key) ?? randomUUID();
    idsByNumber.set(key, id);
    return id;
  });
  const holders = new Map(
    rows.map(({ kind, name }, index) => {
      const id = at(ids, index);
      return [id, { id, kind, number: at(numbers, index), name: vault.sealName(id, name) }];
    }),
  );
  const values = [...holders.values()];
  await sql`
    insert into people.holders as known (holder_id, kind, number_sealed, name_sealed)
    select * from unnest(
      ${values.map(({ id }) => id)}::uuid[],
      ${values.map(({ kind }) => kind)}::text[],
      ${values.map(({ number }) => number)}::bytea[],
      ${values.map(({ name }) => name)}::bytea[])
    on conflict (holder_id) do update set name_sealed = excluded.name_sealed
    where known.name_sealed <> excluded.name_sealed`.execute(transaction);
  return ids;
}

async function findIds(
  transaction: PeopleTransaction,
  rows: readonly HolderRow[],
  numbers: readonly Buffer[],
): Promise<Map<string, string>> {
  const { rows: known } = await sql<Pick<PeopleTables['holders'], 'holder_id' | 'kind' | 'number_sealed'>>`
    select holder_id, kind, number_sealed from people.holders
    where (kind, number_sealed) in (
      select * from unnest(${rows.map(({ kind }) => kind)}::text[], ${numbers}::bytea[]))`.execute(
    transaction,
  );
  return new Map(known.map((row) => [keyOf(row.kind, row.number_sealed), row.holder_id]));
}

async function storeSubjects(
  transaction: PeopleTransaction,
  rows: readonly HolderRow[],
  ids: readonly string[],
): Promise<void> {
  const subjects = rows.flatMap(({ subject }, index) =>
    subject ? [{ ...subject, id: at(ids, index) }] : [],
  );
  const columns = sql`unnest(
    ${subjects.map(({ issuer }) => issuer)}::text[],
    ${subjects.map(({ subject }) => subject)}::text[],
    ${subjects.map(({ id }) => id)}::uuid[])`;
  await sql`
    insert into people.subjects (issuer, subject, holder_id)
    select * from ${columns} on conflict (issuer, subject) do nothing`.execute(transaction);
  const { rows: strangers } = await sql`
    select 1 from ${columns} as given (issuer, subject, holder_id)
    join people.subjects as known using (issuer, subject)
    where known.holder_id <> given.holder_id limit 1`.execute(transaction);
  // To hand a token's subject to another person is an act of its own, never a side effect of an import.
  if (strangers.length > 0) throw new TongbanError('CONFLICT', 'A subject already stands for another holder');
}

async function storeHoldings(
  transaction: PeopleTransaction,
  rows: readonly HolderRow[],
  ids: readonly string[],
  { source, locatedAt }: UpsertHoldersOptions,
): Promise<void> {
  const holdings = rows.flatMap(({ holdings: places }, index) =>
    DEPARTMENTS.flatMap((department) =>
      places[department].map((jurisdiction) => ({ id: at(ids, index), department, jurisdiction })),
    ),
  );
  await sql`
    insert into people.holdings (holder_id, department, jurisdiction, located_at, source)
    select holder_id, department, jurisdiction, ${new Date(locatedAt)}::timestamptz, ${source}
    from unnest(
      ${holdings.map(({ id }) => id)}::uuid[],
      ${holdings.map(({ department }) => department)}::text[],
      ${holdings.map(({ jurisdiction }) => jurisdiction)}::text[]) as given (holder_id, department, jurisdiction)
    on conflict do nothing`.execute(transaction);
}

function keyOf(kind: HolderRow['kind'], number: Buffer | undefined): string {
  return `${kind}:${number?.toString('base64url')}`;
}

/** Reads an array that runs parallel to the one being walked. */
function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError('arrays of different length');
  return value;
}
