import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Alternative, Handling } from '../client/CatalogClient.ts';

/** An item that can be handed in, with the procedure by which it is handled. */
export interface AvailableHandling extends Handling {
  readonly mode: NonNullable<Handling['mode']>;
  readonly procedure: Procedure;
}

/**
 * Whether an item can be handed in. What the catalogue says is not available is refused; of what it cannot tell, the place
 * decides.
 *
 * @throws {TongbanError} NOT_FOUND for an item that the catalogue does not have; CONFLICT with the reason and what can be
 *   done instead.
 */
export function requireAvailable(handling: Handling | null, item: string): AvailableHandling {
  if (handling === null || handling.availability.reason === 'ITEM_NOT_IN_CATALOGUE')
    throw new TongbanError('NOT_FOUND', `The catalogue has no item ${JSON.stringify(item.slice(0, 64))}`);
  const { availability, mode, procedure } = handling;
  if (availability.status === 'UNAVAILABLE') {
    const instead = availability.instead.map(describe).join('; ');
    throw new TongbanError(
      'CONFLICT',
      `This cannot be handed in there today: ${availability.reason ?? availability.status}${instead === '' ? '' : `. 可改为 instead: ${instead}`}`,
    );
  }
  if (mode === null || procedure === null)
    throw new TongbanError('CONFLICT', 'The catalogue has no procedure for this item in the mode asked for');
  return { ...handling, mode, procedure };
}

/** `OTHER_PLACE 广东省`, `LATER 2027-01-01`: as the catalogue names alternatives. */
function describe({ kind, acceptingPlace, beginsOn }: Alternative): string {
  return [kind, acceptingPlace?.name, beginsOn].filter((part) => part).join(' ');
}
