import { type RawBuilder, sql } from 'kysely';
import { gramsOf } from '../items/gramsOf.ts';
import type { ItemFilter } from '../items/ItemFilter.ts';
import type { ServiceSubject } from '../items/ServiceSubject.ts';
import { coveredItems } from './coveredItems.ts';
import { versionGram } from './versionGram.ts';

/** Whoever asks for persons also means items that serve persons and companies. */
const SERVING = {
  PERSON: ['PERSON', 'BOTH'],
  COMPANY: ['COMPANY', 'BOTH'],
  BOTH: ['BOTH'],
} as const satisfies Record<ServiceSubject, readonly ServiceSubject[]>;

/** A query for code, rank and position of the items of a version that match; in no order. */
export function matchingItems(version: number, filter: ItemFilter): RawBuilder<unknown> {
  return sql`
    select code, position, ${rank(filter.terms)} as rank
    from catalog.items
    where ${sql.join([sql`version = ${version}`, ...conditions(version, filter)], sql` and `)}`;
}

function conditions(version: number, filter: ItemFilter): RawBuilder<unknown>[] {
  const { category, leadDepartment, subject, mode, batch, verified, pair, terms } = filter;
  const list: RawBuilder<unknown>[] = [];
  if (category !== null) list.push(sql`category = ${category}`);
  if (leadDepartment !== null) list.push(sql`lead_department = ${leadDepartment}`);
  if (subject !== null) list.push(sql`subject = any(${SERVING[subject]}::text[])`);
  if (mode !== null) list.push(sql`${mode} = any(modes)`);
  if (verified !== null) list.push(sql`verified = ${verified}`);
  if (batch !== null) list.push(sql`code in (${itemsOfBatch(version, batch)})`);
  if (pair !== null) list.push(sql`code in (${coveredItems(version, pair)})`);
  if (terms.length > 0) {
    const grams = [versionGram(version), ...new Set(terms.flatMap(gramsOf))];
    list.push(sql`catalog.indexed_grams(grams) @> ${grams}::text[]`);
  }
  for (const term of terms) {
    // A word of one or two characters is a gram itself; of a longer one the grams may lie apart.
    if ([...term].length > 2) list.push(sql`strpos(search_text, ${term}) > 0`);
  }
  return list;
}

/** The batch of an item stands in its row only: a filter of its own index would serve a question that is seldom asked. */
const itemsOfBatch = (version: number, batch: string): RawBuilder<unknown> => sql`
  select key from catalog.document_rows
  where version = ${version} and section = 'items'
    and (content ->> 'list') || '/' || (content ->> 'batch') = ${batch}`;

/**
 * 0: a name, another wording or a code itself; 1: the name begins so; 2: all words occur in the name; 3: elsewhere.
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
