import { DEPARTMENTS } from '../../domain/department.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { parseDivisionArgument } from '../serving/parseDivisionArgument.ts';
import type { SubgraphContext } from './createContext.ts';
import type { Holder } from './Holder.ts';
import { RECORD_DEPARTMENT } from './recordDepartment.ts';
import type { DeclareRecordPlaceInput } from './resolvers.generated.ts';

const IDEMPOTENCY_KEY = /^[\w-]{8,64}$/;

/**
 * Stores what the caller states about where their own records lie.
 *
 * @throws {TongbanError} UNAUTHENTICATED, NOT_FOUND for a subject that is not known here, BAD_USER_INPUT naming the
 *   field, CONFLICT for a key that was used for another declaration.
 */
export async function declareRecordPlace(
  { department, place, held, idempotencyKey }: DeclareRecordPlaceInput,
  context: SubgraphContext,
): Promise<{ readonly holder: Holder }> {
  const jurisdiction = parseServingPlace(place);
  if (!IDEMPOTENCY_KEY.test(idempotencyKey)) {
    throw new TongbanError('BAD_USER_INPUT', 'input.idempotencyKey must be 8 to 64 letters, digits, - or _');
  }
  const holder = await context.findSelf();
  if (holder === null) throw new TongbanError('NOT_FOUND', 'The token belongs to nobody who is known here');

  const known = DEPARTMENTS.find((candidate) => RECORD_DEPARTMENT[candidate] === department);
  if (known === undefined) throw new TongbanError('BAD_USER_INPUT', 'input.department is not known');
  await context.declare({
    holderId: holder.id,
    department: known,
    jurisdiction,
    held: held ?? true,
    idempotencyKey,
  });
  return { holder };
}

/** Records are served by provinces and cities. */
function parseServingPlace(place: unknown): DivisionCode {
  const code = parseDivisionArgument('input.place', place);
  if (!code.endsWith('00'))
    throw new TongbanError(
      'BAD_USER_INPUT',
      'input.place must be a province or a city: give the city of the county',
    );
  return code;
}
