import type { Dice } from './Dice.ts';
import type { ModelAbstract, ModelField, ModelType } from './Model.ts';
import { mayLeadToNested, type Nesting } from './Nesting.ts';

const LEAVES = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Tone', 'Json'];
const ARGUMENTS = [
  'n: Int = 2',
  'n: Int! = 1, tone: Tone = MID',
  'span: Span',
  'tones: [Tone!] = [LOW]',
  'text: String',
  'text: String = "usual"',
  'spans: [Span]',
  'grid: [[Int]] = [[1]]',
  'n: Int = 2, hush: Int = 4 @inaccessible, secret: Secret = { x: 3 } @inaccessible',
];

/** Draws the fields of a type, each owned by one service or shared by some. */
export function drawFields(
  type: ModelType,
  types: readonly ModelType[],
  abstracts: readonly ModelAbstract[],
  nesting: Nesting,
  dice: Dice,
): void {
  const homes = [...type.homes].filter(([, keys]) => !keys.includes('~id')).map(([service]) => service);
  if (homes.length === 0) return;
  const isNested = (name: string) =>
    nesting.nested.has(name) || abstracts.some((one) => one.name === name && hasNested(one, nesting));
  const add = (
    name: string,
    owners: readonly string[],
    given: { named: string; type: string; args?: string },
  ) =>
    type.fields.push({
      name,
      ...given,
      args: given.args ?? '',
      owners,
      isShared: owners.length > 1,
      externalIn: new Set(),
      isCalm: dice.chance(0.5),
    });
  const uneven = types.filter(
    (one) => one.isUneven && [...one.homes.keys()].every((home) => homes.includes(home)),
  );
  const drawOne = (name: string, owners: readonly string[], leafShare: number) => {
    if (
      ['Query', 'entity'].includes(type.kind === 'entity' ? 'entity' : type.name) &&
      uneven.length > 0 &&
      dice.chance(0.2)
    ) {
      const { name: named, homes: tellers } = dice.pick(uneven);
      add(name, [...tellers.keys()], { named, type: wrap(named, dice) });
      return;
    }
    const known = placesOf(owners, types, abstracts);
    const places = mayLeadToNested(type, nesting) ? known : known.filter((name) => !isNested(name));
    const isLeaf = dice.chance(leafShare) || places.length === 0;
    const named = dice.pick(isLeaf ? LEAVES : places);
    const args = dice.chance(0.25) ? dice.pick(ARGUMENTS) : '';
    add(name, owners, { named, type: wrap(named, dice), args });
  };
  if (type.kind === 'entity' && isMember(type, abstracts)) {
    // Whoever finds out types tells what interface objects may require of all of them.
    const [home] = abstracts.flatMap((one) => (isOf(type, one) ? [...(one.homes?.keys() ?? [])] : []));
    add('label', home === undefined ? drawOwners(homes, dice) : [home], { named: 'String', type: 'String' });
  }
  const prefix = type.name.toLowerCase();
  if (type.kind === 'root') {
    for (const home of homes) {
      const owners =
        type.name === 'Query' && dice.chance(0.15) ? [home, ...others(homes, home, dice)] : [home];
      for (let index = dice.between(1, 3); index > 0; index--) {
        drawOne(`${prefix}${home}${index}`, owners, type.name === 'Query' ? 0.1 : 0.4);
      }
      const [entity] = dice.some(
        types.filter((one) => one.kind === 'entity' && one.homes.has(home) && !isNested(one.name)),
      );
      if (entity) {
        add(`${prefix}${home}by`, [home], { named: entity.name, type: entity.name, args: 'id: ID!' });
      }
    }
    return;
  }
  const least = type.kind === 'object' ? 3 : 2;
  for (
    let index = Math.max(
      type.isUneven ? homes.length : 0,
      dice.between(least, type.kind === 'value' ? 3 : 6),
    );
    index > 0;
    index--
  ) {
    // A value has no key: whoever knows it must know all of it.
    const owners = type.kind === 'value' ? drawTellers(type, homes, index, dice) : drawOwners(homes, dice);
    drawOne(
      type.kind !== 'object' && dice.chance(0.15) ? `same${index}` : `${prefix}${index}`,
      owners,
      type.kind === 'value' ? 0.8 : 0.6,
    );
  }
}

const hasNested = ({ members }: ModelAbstract, { nested }: Nesting): boolean =>
  [...members.values()].flat().some((name) => nested.has(name));

const isMember = (type: ModelType, abstracts: readonly ModelAbstract[]): boolean =>
  abstracts.some((abstract) => isOf(type, abstract));

const isOf = (type: ModelType, { kind, members }: ModelAbstract): boolean =>
  kind === 'interface' && [...members.values()].flat().includes(type.name);

const others = (homes: readonly string[], home: string, dice: Dice): readonly string[] =>
  dice.some(homes.filter((one) => one !== home));

/** Who tells a field of a value: all, or some, each of them one field at least. */
function drawTellers(
  { isUneven }: ModelType,
  homes: readonly string[],
  index: number,
  dice: Dice,
): readonly string[] {
  if (!isUneven) return homes;
  const own = homes[index % homes.length];
  return homes.filter((home) => home === own || dice.chance(0.4));
}

function drawOwners(homes: readonly string[], dice: Dice): readonly string[] {
  const owner = dice.pick(homes);
  return dice.chance(0.15) ? [owner, ...others(homes, owner, dice)] : [owner];
}

/** Composite types that all of the services know. */
function placesOf(
  services: readonly string[],
  types: readonly ModelType[],
  abstracts: readonly ModelAbstract[],
): readonly string[] {
  const named = types.filter(
    ({ kind, homes, isUneven }) =>
      kind !== 'root' &&
      services.every((one) => homes.has(one)) &&
      (!isUneven || [...homes.keys()].every((one) => services.includes(one))),
  );
  const open = abstracts.filter(({ members }) => {
    const [first = [], ...rest] = services.map((one) => members.get(one) ?? []);
    return first.some((name) => rest.every((names) => names.includes(name)));
  });
  return [...named, ...open].map(({ name }) => name);
}

function wrap(named: string, dice: Dice): ModelField['type'] {
  const item = dice.chance(0.3) ? `${named}!` : named;
  const list = dice.chance(0.4) ? `[${item}]` : item;
  const nested = list !== item && dice.chance(0.15) ? `[${list}]` : list;
  return nested !== item && dice.chance(0.2) ? `${nested}!` : nested;
}
