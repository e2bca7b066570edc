import type { Dice } from './Dice.ts';
import type { Model, ModelType } from './Model.ts';
import { membersOf } from './membersOf.ts';
import type { Nesting } from './Nesting.ts';

/**
 * Who sets a context: all entities that lead to nested ones from outside, now and then nested ones too, and interfaces or
 * unions in the place of their members.
 */
export function drawSetters(
  entities: readonly ModelType[],
  abstracts: Model['abstracts'],
  { nested }: Nesting,
  service: string,
  dice: Dice,
): readonly string[] {
  const isNested = (name: string) =>
    nested.has(name) || membersOf(name, abstracts).some((member) => nested.has(member));
  let setters = entities
    .filter(({ name, fields, homes }) => {
      if (nested.has(name)) return dice.chance(0.25);
      return homes.has(service) && fields.some(({ named }) => isNested(named));
    })
    .map(({ name }) => name);
  for (const { name, members } of abstracts) {
    const known = members.get(service) ?? [];
    if (!dice.chance(0.5) || !setters.some((setter) => known.includes(setter))) continue;
    setters = [...setters.filter((setter) => !known.includes(setter)), name];
  }
  return setters;
}
