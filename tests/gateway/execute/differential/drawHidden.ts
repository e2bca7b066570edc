import type { Dice } from './Dice.ts';
import type { Model, ModelAbstract, ModelType } from './Model.ts';
import { membersOf } from './membersOf.ts';

/**
 * Hides from clients fields and keys, of half of the models; whole types, of some, with all fields that answer with them;
 * and a value of an enum. Something of each visible type stays visible.
 */
export function drawHidden(
  types: readonly ModelType[],
  abstracts: readonly ModelAbstract[],
  dice: Dice,
): Pick<Model, 'hiddenTypes' | 'hidesTone'> {
  drawHiddenFields(types, abstracts, dice);
  const shown = shownBehindObjects(abstracts);
  const named = [...types.filter(({ kind }) => kind === 'entity' || kind === 'value'), ...abstracts]
    .map(({ name }) => name)
    .filter((name) => name !== 'Hub' && !shown.includes(name));
  const hiddenTypes = new Set(dice.chance(0.3) ? dice.some([...named, 'Json'], 1).slice(0, 2) : []);
  for (const field of types.flatMap(({ fields }) => fields)) {
    if (!field.source && hiddenTypes.has(field.named)) field.isHidden = true;
  }
  return { hiddenTypes, hidesTone: dice.chance(0.5) };
}

function drawHiddenFields(
  types: readonly ModelType[],
  abstracts: readonly ModelAbstract[],
  dice: Dice,
): void {
  if (dice.chance(0.5)) return;
  const shown = shownBehindObjects(abstracts);
  for (const type of types) {
    const keys = [...type.homes.values()].flat().join(' ');
    type.hiddenKeys = ['code', 'spot', 'rays'].filter(
      (name) => !shown.includes(type.name) && keys.includes(name) && dice.chance(0.3),
    );
    for (const [index, field] of type.fields.entries()) {
      // What an interface shows, its types cannot hide.
      if (
        field.name === 'label' ||
        field.name.startsWith('peer') ||
        field.source ||
        (index === 0 && type.kind !== 'entity')
      )
        continue;
      if (dice.chance(0.2)) field.isHidden = true;
    }
  }
}

/** Interfaces that may be objects elsewhere, and their types: of such an object nobody may know that its type is hidden. */
const shownBehindObjects = (abstracts: readonly ModelAbstract[]): readonly string[] =>
  abstracts.flatMap(({ name, homes }) => (homes === undefined ? [] : [name, ...membersOf(name, abstracts)]));
