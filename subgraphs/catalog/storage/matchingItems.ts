import { type RawBuilder, sql } from 'kysely';
import { gramsOf } from '../items/gramsOf.ts';
import type { ItemFilter } from '../items/ItemFilter.ts';
import type { ServiceSubject } from '../items/ServiceSubject.ts';
import { wordingsOf } from '../items/wordingsOf.ts';
import { coveredItems } from './coveredItems.ts';
import { versionGram } from './versionGram.ts';

/** Whoever asks for persons also means items that serve persons and companies. */
const SERVING = {
  PERSON: ['PERSON', 'BOTH'],
  COMPANY: ['COMPANY', 'BOTH'],
  BOTH: ['BOTH'],
} as const satisfies Record<ServiceSubject, readonly ServiceSubject[]>;

/**
 * A query for code, rank and position of the items of a version that match; in no order. Where no item has all words,
 * it finds those that are close to them.
 */
export function matchingItems(version: number, filter: ItemFilter): RawBuilder<unknown> {
  const { terms } = filter;
  const exact = sql`
    select code, position, ${rank(terms)} as rank
    from catalog.items
    where ${all([...conditions(version, filter), ...wordConditions(version, terms)])}`;
  const wordings = wordingsOf(terms.join(''))
    .map((text) => gramsOf(text).filter((gram) => [...gram].length === 2))
    .filter((pairs) => pairs.length > 0);
  if (wordings.length === 0) return exact;
  return sql`
    with exact as materialized (${exact})
    select * from exact
    union all
    select code, position, (4 + 100 * (1 - shared))::integer
    from (
      select code, position, ${sharedPairs(wordings)} as shared
      from catalog.items
      where ${all(conditions(version, filter))} and not exists (select from exact)
        and catalog.indexed_grams(grams) && ${[...new Set(wordings.flat())]}::text[]
    ) as near
    where shared >= ${LEAST_SHARED}`;
}

/** Of the pairs of neighbouring characters that are searched for, how many an item must have at least. */
const LEAST_SHARED = 0.5;

/** The share of the pairs that an item has, of the wording that comes closest. */
function sharedPairs(wordings: readonly (readonly string[])[]): RawBuilder<unknown> {
  const shares = wordings.map(
    (pairs) => sql`(
      select count(*) from unnest(${pairs}::text[]) as pair where pair = any(grams)
    )::float / ${pairs.length}::float`,
  );
  return sql`greatest(${sql.join(shares)})`;
}

const all = (list: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(list, sql` and `);

function conditions(version: number, filter: ItemFilter): readonly RawBuilder<unknown>[] {
  const { category, leadDepartment, subject, mode, batch, verified, pair } = filter;
  const list = [sql`version = ${version}`];
  if (category !== null) list.push(sql`category = ${category}`);
  if (leadDepartment !== null) list.push(sql`lead_department = ${leadDepartment}`);
  if (subject !== null) list.push(sql`subject = any(${SERVING[subject]}::text[])`);
  if (mode !== null) list.push(sql`${mode} = any(modes)`);
  if (verified !== null) list.push(sql`verified = ${verified}`);
  if (batch !== null) list.push(sql`code in (${itemsOfBatch(version, batch)})`);
  if (pair !== null) list.push(sql`code in (${coveredItems(version, pair)})`);
  return list;
}

function wordConditions(version: number, terms: readonly string[]): readonly RawBuilder<unknown>[] {
  if (terms.length === 0) return [];
  const grams = [versionGram(version), ...new Set(terms.flatMap(gramsOf))];
  return [
    sql`catalog.indexed_grams(grams) @> ${grams}::text[]`,
    // A word of one or two characters is a gram itself; of a longer one the grams may lie apart.
    ...terms.filter((term) => [...term].length > 2).map((term) => sql`strpos(search_text, ${term}) > 0`),
  ];
}

/** The batch of an item stands in its row only: a filter of its own index would serve a question that is seldom asked. */
const itemsOfBatch = (version: number, batch: string): RawBuilder<unknown> => sql`
  select key from catalog.document_rows
  where version = ${version} and section = 'items'
    and (content ->> 'list') || '/' || (content ->> 'batch') = ${batch}`;

/**
 * 0: a name, another wording or a code itself; 1: the name begins so; 2: all words occur in the name; 3: elsewhere.
 * What is only close to the words has 4 and more.
 *
 * The name is the first line after an empty one: what occurs in it is found within its length.
 */
function rank(terms: readonly string[]): RawBuilder<unknown> {
  if (terms.length === 0) return sql`0`;
  const whole = terms.join(' ');
  const allInName = sql.join(
    terms.map((term) => sql`strpos(search_text, ${term}) <= name_length + 1`),
    sql` and `,
  );
  return sql`case
    when strpos(search_text, ${`\n${whole}\n`}) > 0 then 0
    when starts_with(search_text, ${`\n${whole}`}) then 1
    when ${allInName} then 2
    else 3
  end`;
}
