import type { Dice } from './Dice.ts';
import type { ModelField, ModelType, Required } from './Model.ts';

const LABELS = ['percent(0)', 'percent(100)', 'moved', 'staying'];

/**
 * Draws `@requires`, `@provides` and `@override` onto fields; returns the labels that hold.
 *
 * @param types - entities or interface objects.
 * @param all - whatever their fields lead to.
 */
export function drawDirectives(
  types: readonly ModelType[],
  all: readonly ModelType[],
  dice: Dice,
): readonly string[] {
  const entities = all.filter(({ kind }) => kind === 'entity' || kind === 'object');
  for (const type of types) {
    for (const [index, field] of type.fields.entries()) {
      const [owner = ''] = field.owners;
      if (field.owners.length !== 1 || field.source || field.name === 'label') continue;
      const isLeaf = !entities.some(({ name }) => name === field.named);
      if (isLeaf && !field.isShared && dice.chance(0.35)) require(type, field, index, owner, entities, dice);
      if (!isLeaf && dice.chance(0.4)) provide(field, owner, entities, dice);
      // Composition knows no override of an interface object's field.
      if (type.kind === 'object') continue;
      if (field.requires === undefined && field.directives === '' && !field.isShared && dice.chance(0.2))
        override(type, field, owner, entities, dice);
    }
  }
  return ['moved', 'percent(100)'];
}

function require(
  type: ModelType,
  field: ModelField,
  index: number,
  owner: string,
  entities: readonly ModelType[],
  dice: Dice,
): void {
  // Only what stands before it, so that nothing requires itself.
  const before = type.fields.slice(0, index).filter((one) => isExternalTo(one, owner));
  const required = dice.some(before).flatMap((one): Required[] => {
    const target = entities.find(({ name }) => name === one.named);
    if (target === undefined) {
      if (!isLeafOf(one)) return [];
      take(one, owner);
      return [
        { name: one.name, ...(one.args !== '' && dice.chance(0.6) && { args: { n: dice.between(1, 3) } }) },
      ];
    }
    if (!target.homes.has(owner) || target === type) return [];
    const leaves = target.fields.filter(
      (leaf) =>
        isLeafOf(leaf) &&
        !leaf.requires &&
        leaf.args === '' &&
        (isExternalTo(leaf, owner) || leaf.owners.includes(owner)),
    );
    const below = dice.some(leaves).slice(0, 2);
    if (below.length === 0) return [];
    for (const leaf of below) take(leaf, owner);
    take(one, owner);
    return [{ name: one.name, below: below.map(({ name }) => ({ name })) }];
  });
  if (required.length > 0) field.requires = required;
}

function provide(field: ModelField, owner: string, entities: readonly ModelType[], dice: Dice): void {
  const target = entities.find(({ name }) => name === field.named);
  const leaves = target?.homes.has(owner)
    ? target.fields.filter(
        (leaf) =>
          isLeafOf(leaf) && !leaf.requires && !leaf.override && leaf.args === '' && isExternalTo(leaf, owner),
      )
    : [];
  const given = dice.some(leaves).slice(0, 2);
  if (given.length === 0) return;
  for (const leaf of given) {
    leaf.externalIn.add(owner);
    leaf.isShared = true;
  }
  field.directives = `@provides(fields: "${given.map(({ name }) => name).join(' ')}")`;
}

function override(
  type: ModelType,
  field: ModelField,
  owner: string,
  entities: readonly ModelType[],
  dice: Dice,
): void {
  const target = entities.find(({ name }) => name === field.named);
  if (!isLeafOf(field) && target === undefined) return;
  const former = [...type.homes].filter(
    ([service, keys]) =>
      service !== owner &&
      !keys.includes('~id') &&
      !field.externalIn.has(service) &&
      (target === undefined || target.homes.has(service)),
  );
  if (former.length === 0) return;
  const [from] = dice.pick(former);
  field.override = { from, ...(dice.chance(0.6) && { label: dice.pick(LABELS) }) };
}

const isLeafOf = ({ named }: ModelField): boolean =>
  ['Int', 'String', 'Float', 'Boolean', 'ID', 'Tone', 'Json'].includes(named);

const isExternalTo = (field: ModelField, service: string): boolean =>
  // Composition takes no arguments where a type names what interface objects tell.
  (field.args === '' || (field.args === 'n: Int = 2' && !field.source)) &&
  !field.owners.includes(service) &&
  field.override?.from !== service &&
  // What types of an interface have in common cannot be named so, but as a whole.
  (field.name !== 'label' || field.owners.length === 0);

function take(field: ModelField, service: string): void {
  field.isCalm = true;
  // Who tells what types of an interface have in common fails by itself.
  field.isRequired = field.name !== 'label';
  if (!field.owners.includes(service)) field.externalIn.add(service);
}
