import { sql } from 'kysely';
import type { Department } from '../../../domain/department.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from './askDatabase.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';

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
 * @throws {TongbanError} CONFLICT when the key was used for another declaration.
 */
export async function declarePlace(database: PeopleDatabase, declaration: Declaration): Promise<void> {
  const { holderId, department, jurisdiction, held, idempotencyKey, at } = declaration;
  const when = new Date(at);
  const place = { holder_id: holderId, department, jurisdiction };
  await askDatabase(
    database.transaction().execute(async (transaction) => {
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
      if (held) {
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
