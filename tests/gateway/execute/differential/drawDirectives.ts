import type { Dice } from './Dice.ts';
import type { Model, ModelAbstract, ModelField, ModelType } from './Model.ts';
import { PartsDrawing } from './PartsDrawing.ts';
import { requiresItself } from './requiresItself.ts';

const LEAVES = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Tone', 'Json'];
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
  abstracts: readonly ModelAbstract[],
  dice: Dice,
): readonly string[] {
  const entities = all.filter(({ kind }) => kind === 'entity' || kind === 'object');
  const known = { types: all, abstracts };
  for (const type of types) {
    for (const [index, field] of type.fields.entries()) {
      const [owner = ''] = field.owners;
      if (field.owners.length !== 1 || field.source || field.name === 'label') continue;
      const leadsOn = entities.some(({ name }) => name === field.named);
      if (!field.isShared && dice.chance(leadsOn ? 0.15 : 0.35))
        require(type, field, index, owner, known, dice);
      if (!LEAVES.includes(field.named) && dice.chance(0.4)) provide(field, owner, known, dice);
      // Composition knows no override of an interface object's field; and what an interface shows, its types keep.
      if (type.kind === 'object' || field.name.startsWith('peer')) continue;
      if (!field.isShared && dice.chance(0.2)) override(type, field, owner, entities, dice);
    }
  }
  return ['moved', 'percent(100)'];
}

function require(
  type: ModelType,
  field: ModelField,
  index: number,
  owner: string,
  known: Pick<Model, 'types' | 'abstracts'>,
  dice: Dice,
): void {
  // Only what stands before it, so that nothing requires itself.
  const before = type.fields.slice(0, index).filter((one) => isExternalTo(one, owner));
  const chosen = dice.some(before).map((one) => {
    const parts = new PartsDrawing(
      known,
      owner,
      dice,
      (leaf, on) => !leaf.requires && isNamed(leaf, on, owner),
    );
    if (LEAVES.includes(one.named)) {
      const args = one.args !== '' && dice.chance(0.6) && { args: { n: dice.between(1, 3) } };
      return { parts, one, required: [{ name: one.name, ...args }] };
    }
    const below = parts.below(one.named);
    return { parts, one, required: below.length === 0 ? [] : [{ name: one.name, below }] };
  });
  const required = chosen.flatMap((one) => one.required);
  if (required.length === 0) return;
  field.requires = required;
  if (requiresItself(field, type.name, known.types)) {
    field.requires = undefined;
    return;
  }
  for (const { parts, one, required } of chosen) {
    if (required.length > 0) for (const named of [one, ...parts.fields]) take(named, owner);
  }
}

function provide(
  field: ModelField,
  owner: string,
  known: Pick<Model, 'types' | 'abstracts'>,
  dice: Dice,
): void {
  const parts = new PartsDrawing(known, owner, dice, (leaf, on) => {
    if (on.kind === 'value') return leaf.owners.includes(owner) && leaf.args === '';
    return !leaf.requires && !leaf.override && leaf.args === '' && isExternalTo(leaf, owner);
  });
  const given = parts.below(field.named);
  // What everybody tells anyway is nothing to provide.
  if (!parts.fields.some((one) => !one.owners.includes(owner))) return;
  for (const leaf of parts.fields) {
    if (leaf.owners.includes(owner)) continue;
    leaf.externalIn.add(owner);
    leaf.isShared = true;
  }
  field.provides = given;
}

function override(
  type: ModelType,
  field: ModelField,
  owner: string,
  entities: readonly ModelType[],
  dice: Dice,
): void {
  const target = entities.find(({ name }) => name === field.named);
  if (!LEAVES.includes(field.named) && target === undefined) return;
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

/** Whether a service may name a field of what it requires. */
const isNamed = (field: ModelField, { kind }: ModelType, service: string): boolean =>
  field.args === '' && (field.owners.includes(service) || (kind !== 'value' && isExternalTo(field, service)));

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
