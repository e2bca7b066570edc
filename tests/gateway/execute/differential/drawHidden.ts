import type { Dice } from './Dice.ts';
import type { ModelType } from './Model.ts';

/** Hides fields and keys from clients, of half of the models; something of each type stays visible. */
export function drawHidden(types: readonly ModelType[], dice: Dice): void {
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
