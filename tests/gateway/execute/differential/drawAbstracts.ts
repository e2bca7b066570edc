import type { Dice } from './Dice.ts';
import { drawInterface } from './drawInterface.ts';
import { keyShapes } from './keyShapes.ts';
import { knownMembers } from './knownMembers.ts';
import type { ModelAbstract, ModelType } from './Model.ts';
import { membersOf } from './membersOf.ts';

/** Draws interfaces and a union, of which services know different members; an interface may have keys. */
export function drawAbstracts(
  entities: readonly ModelType[],
  values: readonly ModelType[],
  services: readonly string[],
  dice: Dice,
): readonly ModelAbstract[] {
  const abstracts: ModelAbstract[] = [];
  for (const [name, share] of [
    ['Item', 0.7],
    ['Part', 0.35],
  ] as const) {
    if (entities.length < 2 || !dice.chance(share)) continue;
    const keys = dice.chance(0.5) ? dice.some(dice.chance(0.6) ? ['id'] : keyShapes, 1) : [];
    abstracts.push(drawInterface(name, dice.some(entities, 2).slice(0, 3), services, keys, dice));
  }
  const [item] = abstracts;
  if (item !== undefined && dice.chance(0.4)) {
    const known = membersOf(item.name, abstracts);
    const members = entities.filter(({ name }) => known.includes(name) || dice.chance(0.3));
    abstracts.push(drawInterface('Base', members, services, [], dice));
    abstracts[0] = { ...item, parents: ['Base'] };
  }
  if (dice.chance(0.7)) {
    const members = dice.some([...entities, ...values], 2);
    abstracts.push({
      name: 'Thing',
      kind: 'union',
      members: knownMembers(members, services),
      fields: new Map(),
    });
  }
  return abstracts;
}
