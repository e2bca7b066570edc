import { codeOf } from './codeOf.ts';
import type { SeenEntity } from './entitiesOf.ts';
import { Nonconformity } from './Nonconformity.ts';

/** @throws {Nonconformity} when the endpoint cannot open a seal that was properly made for it. */
export function demandOpenSeal(entity: SeenEntity | undefined): void {
  if (entity?.value !== null || codeOf(entity.errors[0]) !== 'FORBIDDEN') return;
  throw new Nonconformity(
    'FORBIDDEN: the endpoint cannot open seals made with these identityKeys; compare them with those of people',
    { next: 'its log says whether the key or its version is another one; docs/errors.md, FORBIDDEN' },
  );
}
