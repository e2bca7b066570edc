import type { Dice } from './Dice.ts';
import type { ModelAbstract, ModelType } from './Model.ts';

/**
 * The entity by whose key other entities are known, where any are; whoever knows them by it knows it, and perhaps others do.
 *
 * @param services - all of them.
 */
export function drawHub(
  types: readonly ModelType[],
  abstracts: readonly ModelAbstract[],
  services: readonly string[],
  dice: Dice,
): readonly ModelType[] {
  const homes = [...types, ...abstracts].flatMap((one) => [...(one.homes ?? [])]);
  const needed = new Set(
    homes.flatMap(([service, keys]) => (keys.includes('hub { serial }') ? [service] : [])),
  );
  if (needed.size === 0) return [];
  const known = services.filter((service) => needed.has(service) || dice.chance(0.4));
  return [
    {
      name: 'Hub',
      kind: 'entity',
      fields: [],
      homes: new Map(known.map((service) => [service, ['serial']])),
    },
  ];
}
