import { type RawBuilder, sql } from 'kysely';
import type { PlaceKey } from '../PlaceKey.ts';
import type { SealedRecord } from './sealRecords.ts';

/**
 * Stores what a message tells, as far as nothing later is known.
 *
 * @param taken - what stands after `from`: `taken`, of one row with the column `id`, or of none.
 */
export function storeRecords(
  { subgraph, jurisdiction }: PlaceKey,
  records: readonly SealedRecord[],
  { taken, tie }: { readonly taken: RawBuilder<unknown>; readonly tie: bigint },
): RawBuilder<unknown> {
  return sql`
    insert into jurisdiction.records as known
      (subgraph, jurisdiction, facet, holder, as_of, tie, sealed, message_id)
    select ${subgraph}, ${jurisdiction}, given.facet, given.holder, given.as_of, ${tie}::bigint, given.sealed, taken.id
    from ${taken}, unnest(
      ${records.map(({ facet }) => facet)}::text[],
      ${records.map(({ holder }) => holder)}::bytea[],
      ${records.map(({ asOf }) => asOf)}::bigint[],
      ${records.map(({ sealed }) => sealed)}::bytea[]
    ) with ordinality as given (facet, holder, as_of, sealed, position)
    order by given.position
    on conflict (subgraph, jurisdiction, facet, holder) do update
    set as_of = excluded.as_of, tie = excluded.tie, sealed = excluded.sealed, message_id = excluded.message_id
    where (known.as_of, known.tie) <= (excluded.as_of, excluded.tie)`;
}
