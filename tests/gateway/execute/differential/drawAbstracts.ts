import type { Dice } from './Dice.ts';
import type { ModelAbstract, ModelType } from './Model.ts';

/** Draws an interface and a union, of which services know different members; an interface may be an object elsewhere. */
export function drawAbstracts(
  entities: readonly ModelType[],
  values: readonly ModelType[],
  services: readonly string[],
  dice: Dice,
): readonly ModelAbstract[] {
  const abstracts: ModelAbstract[] = [];
  if (entities.length > 1 && dice.chance(0.7))
    abstracts.push(drawInterface(dice.some(entities, 2), services, dice));
  if (dice.chance(0.7)) {
    const members = dice.some([...entities, ...values], 2);
    abstracts.push({ name: 'Thing', kind: 'union', members: known(members, services), fields: new Map() });
  }
  return abstracts;
}

function drawInterface(
  members: readonly ModelType[],
  services: readonly string[],
  dice: Dice,
): ModelAbstract {
  const [home = 's1'] = services;
  const object = dice.chance(0.3);
  // A service that names the interface by a key must know all its types.
  if (object) {
    for (const { homes } of members) {
      const keys = (homes.get(home) ?? []).filter((key) => key !== '~id' && key !== 'id');
      homes.set(home, ['id', ...keys]);
    }
  }
  const withId = members.map((type) => ({
    ...type,
    homes: new Map([...type.homes].filter(([, keys]) => keys.some((key) => /\bid\b/.test(key)))),
  }));
  const extra = ['extra', 'more'].slice(0, dice.between(1, 2)).map((name) => ({
    name,
    type: dice.pick(['Int', 'String', 'Int!', '[Float]']),
    named: '',
    args: '',
    owners: ['s5'],
    directives: '',
    isShared: false,
    externalIn: new Set<string>(),
    isCalm: dice.chance(0.8),
  }));
  return {
    name: 'Item',
    kind: 'interface',
    members: known(withId, services),
    fields: new Map(),
    ...(object && { object: { service: 's5', home, fields: extra } }),
  };
}

function known(members: readonly ModelType[], services: readonly string[]): ModelAbstract['members'] {
  const here = services.map((service): [string, string[]] => [
    service,
    members.filter(({ homes }) => homes.has(service)).map(({ name }) => name),
  ]);
  return new Map(here.filter(([, names]) => names.length > 0));
}
