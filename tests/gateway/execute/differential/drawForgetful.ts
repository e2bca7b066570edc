import type { Dice } from './Dice.ts';
import type { Model, ModelType } from './Model.ts';

/**
 * Lets services know only some of the objects of an entity.
 *
 * Only those on which nothing else depends: they lead to no other key, and nobody shares or needs what they tell.
 */
export function drawForgetful(
  types: readonly ModelType[],
  { abstracts, contexts }: Pick<Model, 'abstracts' | 'contexts'>,
  dice: Dice,
): void {
  const known = new Set(
    abstracts.flatMap(({ homes, members }) => (homes === undefined ? [] : [...members.values()].flat())),
  );
  for (const type of types) {
    if (type.kind !== 'entity' || known.has(type.name)) continue;
    type.forgetful = [...type.homes].flatMap(([service, keys]) => {
      const isEnd = keys.length === 1 && keys[0] !== '~id' && type.homes.size > 1;
      const isFree = !contexts.some((context) => context.service === service);
      return isEnd && isFree && isAlone(type, service) && dice.chance(0.5) ? [service] : [];
    });
  }
}

/** Whether whatever a service tells of a type is its own, and for clients only. */
function isAlone({ fields }: ModelType, service: string): boolean {
  return fields.every(({ owners, externalIn, override, isShared }) => {
    if (override?.from === service || externalIn.has(service)) return false;
    if (!owners.includes(service)) return true;
    return owners.length === 1 && !isShared && externalIn.size === 0 && override === undefined;
  });
}
