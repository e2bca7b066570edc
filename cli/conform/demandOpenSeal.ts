import { codeOf } from './codeOf.ts';
import { demand } from './demand.ts';
import type { SeenEntity } from './entitiesOf.ts';

/** @throws {Nonconformity} when the endpoint cannot open a seal that was properly made for it. */
export function demandOpenSeal(entity: SeenEntity | undefined): void {
  demand(
    entity?.value !== null || codeOf(entity.errors[0]) !== 'FORBIDDEN',
    'FORBIDDEN: the endpoint cannot open seals made with these identityKeys; compare them with those of people',
  );
}
