import type { Dice } from './Dice.ts';
import type { Model, ModelAbstract, ModelType } from './Model.ts';

/**
 * Hides from clients fields and keys, of half of the models; whole types, of some, with all fields that answer with them;
 * and a value of an enum. Something of each visible type stays visible.
 */
export function drawHidden(
  types: readonly ModelType[],
  abstracts: readonly ModelAbstract[],
  dice: Dice,
): Pick<Model, 'hiddenTypes' | 'hidesTone'> {
  drawHiddenFields(types, dice);
  const named = [...types.filter(({ kind }) => kind !== 'root'), ...abstracts].map(({ name }) => name);
  const hiddenTypes = new Set(dice.chance(0.3) ? dice.some([...named, 'Json'], 1).slice(0, 2) : []);
  for (const field of types.flatMap(({ fields }) => fields)) {
    if (hiddenTypes.has(field.named)) field.isHidden = true;
  }
  return { hiddenTypes, hidesTone: dice.chance(0.5) };
}

function drawHiddenFields(types: readonly ModelType[], dice: Dice): void {
  if (dice.chance(0.5)) return;
  for (const type of types) {
    const keys = [...type.homes.values()].flat().join(' ');
    type.hiddenKeys = ['code', 'spot'].filter((name) => keys.includes(name) && dice.chance(0.3));
    for (const [index, field] of type.fields.entries()) {
      // What an interface shows, its types cannot hide.
      if (field.name === 'label' || (index === 0 && type.kind !== 'entity')) continue;
      if (dice.chance(0.2)) field.isHidden = true;
    }
  }
}
