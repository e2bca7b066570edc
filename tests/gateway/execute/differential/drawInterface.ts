import type { Dice } from './Dice.ts';
import { knownMembers } from './knownMembers.ts';
import type { ModelAbstract, ModelType } from './Model.ts';

/**
 * Draws an interface, of which services know different members.
 *
 * @param members - its types.
 * @param keys - by which interface objects may be known; none where nobody knows such.
 */
export function drawInterface(
  name: string,
  members: readonly ModelType[],
  services: readonly string[],
  keys: readonly string[],
  dice: Dice,
): ModelAbstract {
  const [home = 's1', ...others] = services;
  const homes = new Map<string, readonly string[]>();
  if (keys.length > 0) {
    homes.set(home, keys);
    if (others.length > 0 && dice.chance(0.2)) homes.set(dice.pick(others), dice.some(keys, 1));
  }
  // A service that names the interface by a key must know all its types, by the same key.
  for (const [service, own] of homes) {
    for (const type of members) {
      const kept = (type.homes.get(service) ?? []).filter((key) => key !== '~id');
      type.homes.set(service, [...new Set(['id', ...kept, ...own])]);
    }
  }
  const withId = members.map((type) => ({
    ...type,
    homes: new Map([...type.homes].filter(([, keys]) => keys.some((key) => /\bid\b/.test(key)))),
  }));
  return {
    name,
    kind: 'interface',
    members: knownMembers(withId, services),
    fields: new Map(),
    ...(keys.length > 0 && { homes }),
  };
}
