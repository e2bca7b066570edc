import { sql } from 'kysely';
import type { Department } from '../../../domain/department.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';

/** Places that a holder may have declared at a time, all departments together. */
const MAX_PLACES = 20;
/** Declarations whose keys are remembered, per holder. */
const MAX_KEYS = 200;

/** What a holder states about their own records. */
export interface Declaration {
  readonly holderId: string;
  readonly department: Department;
  readonly jurisdiction: DivisionCode;
  /** `false` takes back what was declared before. */
  readonly held: boolean;
  readonly idempotencyKey: string;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Stores a declaration. The same one under the same key again changes nothing, also when it crossed with itself.
 *
 * @throws {TongbanError} CONFLICT when the key was used for another declaration, or when as many places as anybody may
 *   declare are declared already.
 */
export async function declarePlace(database: PeopleDatabase, declaration: Declaration): Promise<void> {
  const { holderId, department, jurisdiction, held, idempotencyKey, at } = declaration;
  const when = new Date(at);
  const place = { holder_id: holderId, department, jurisdiction };
  await askDatabase(
    database.transaction().execute(async (transaction) => {
      // One declaration of a holder at a time: what is counted below stays true.
      await transaction
        .selectFrom('holders')
        .select('holder_id')
        .where('holder_id', '=', holderId)
        .forNoKeyUpdate()
        .execute();
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('declarations')
        .values({ ...place, idempotency_key: idempotencyKey, held, declared_at: when })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 0n) {
        const first = await transaction
          .selectFrom('declarations')
          .select(['department', 'jurisdiction', 'held'])
          .where('holder_id', '=', holderId)
          .where('idempotency_key', '=', idempotencyKey)
          .executeTakeFirstOrThrow();
        const isSame =
          first.department === department && first.jurisdiction === jurisdiction && first.held === held;
        if (isSame) return;
        throw new TongbanError('CONFLICT', 'this idempotencyKey was used for another declaration');
      }
      await forgetOld(transaction, holderId);
      if (held) {
        await expectRoom(transaction, place);
        await transaction
          .insertInto('place_statements')
          .values({ ...place, source: 'DECLARED', located_at: when, stated_at: when })
          .onConflict((conflict) =>
            conflict.columns(['holder_id', 'department', 'jurisdiction', 'source']).doUpdateSet({
              stated_at: sql<Date>`greatest(place_statements.stated_at, excluded.stated_at)`,
            }),
          )
          .execute();
      } else {
        await transaction
          .deleteFrom('place_statements')
          .where('holder_id', '=', holderId)
          .where('department', '=', department)
          .where('jurisdiction', '=', jurisdiction)
          .where('source', '=', 'DECLARED')
          .execute();
      }
    }),
  );
}

/** Every declared place is asked whenever the holder's records are read. */
async function expectRoom(
  database: PeopleDatabase,
  place: { readonly holder_id: string; readonly department: Department; readonly jurisdiction: string },
): Promise<void> {
  const standing = await database
    .selectFrom('place_statements')
    .select(['department', 'jurisdiction'])
    .where('holder_id', '=', place.holder_id)
    .where('source', '=', 'DECLARED')
    .execute();
  const isStanding = standing.some(
    ({ department, jurisdiction }) => department === place.department && jurisdiction === place.jurisdiction,
  );
  if (isStanding || standing.length < MAX_PLACES) return;
  throw new TongbanError(
    'CONFLICT',
    `${MAX_PLACES} places are declared already: take one back that is not needed any more`,
  );
}

async function forgetOld(database: PeopleDatabase, holderId: string): Promise<void> {
  await sql`
    delete from people.declarations where holder_id = ${holderId}::uuid and idempotency_key in (
      select idempotency_key from people.declarations where holder_id = ${holderId}::uuid
      order by declared_at desc, idempotency_key offset ${MAX_KEYS})`.execute(database);
}
