import type { Dice } from './Dice.ts';
import type { ModelAbstract, ModelType } from './Model.ts';
import { membersOf } from './membersOf.ts';
import { plainField } from './plainField.ts';

/**
 * Draws who knows interfaces only as objects: one to three services, which know other entities beside them.
 *
 * @returns the interfaces as these services know them.
 */
export function drawInterfaceObjects(
  abstracts: readonly ModelAbstract[],
  entities: readonly ModelType[],
  dice: Dice,
): readonly ModelType[] {
  const services = ['s5', 's6', 's7'].slice(0, dice.between(1, 3));
  const objects = abstracts.flatMap(({ name, homes }): ModelType[] => {
    if (homes === undefined) return [];
    const keys = [...new Set([...homes.values()].flat())];
    const known = dice.some(services, 1).map((service, index) => {
      const own = index > 0 && keys.includes('id') && dice.chance(0.15) ? ['~id'] : dice.some(keys, 1);
      return [service, own] as const;
    });
    const label = { ...plainField('label', 'String', 'String', ''), owners: [] };
    return [{ name, kind: 'object', fields: [label], homes: new Map(known) }];
  });
  for (const service of new Set(objects.flatMap(({ homes }) => [...homes.keys()]))) {
    // Whoever knows an interface as an object must not know its types.
    const here = objects.filter(({ homes }) => homes.has(service));
    const members = here.flatMap(({ name }) => membersOf(name, abstracts));
    for (const { name, homes } of entities) {
      const [first = []] = homes.values();
      if (!members.includes(name) && dice.chance(0.6)) homes.set(service, dice.some(first, 1));
    }
  }
  return objects;
}
