import type { Dice } from './Dice.ts';
import type { ModelType } from './Model.ts';
import type { Nesting } from './Nesting.ts';

/** Of half of the models, keeps one or two entities from roots, and makes the others known where contexts are set. */
export function drawNesting(
  entities: readonly ModelType[],
  services: readonly string[],
  dice: Dice,
): Nesting {
  if (dice.chance(0.5)) return { nested: new Set(), services: [] };
  const nested = new Set(
    entities.slice(-dice.between(1, Math.min(2, entities.length - 1))).map(({ name }) => name),
  );
  const chosen = dice.some(services, 1).slice(0, dice.chance(0.3) ? 2 : 1);
  for (const { name, homes } of entities) {
    for (const service of chosen) {
      const keys = homes.get(service);
      // Who reads a context can be asked for the entity by a key.
      if (nested.has(name) && (keys === undefined || keys.includes('~id'))) homes.set(service, ['id']);
      else if (keys === undefined && dice.chance(0.8)) homes.set(service, [dice.chance(0.7) ? 'id' : '~id']);
    }
  }
  return { nested, services: chosen };
}
