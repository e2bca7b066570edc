import { BorrowedField } from './BorrowedField.ts';
import type { Dice } from './Dice.ts';
import type { Model, ModelField, ModelType } from './Model.ts';
import { membersOf } from './membersOf.ts';

const LEAVES = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Tone', 'Json'];

/** Gives the types of interfaces the fields that interface objects tell; now and then a type tells one itself, too. */
export function lendFields(
  objects: readonly ModelType[],
  entities: readonly ModelType[],
  abstracts: Model['abstracts'],
  dice: Dice,
): void {
  for (const { name, fields } of objects) {
    const members = entities.filter((entity) => membersOf(name, abstracts).includes(entity.name));
    for (const field of fields) {
      if (field.name !== 'label') {
        for (const member of members) lend(field, member, dice);
        continue;
      }
      // Who needs it of all types needs each of theirs.
      for (const own of members.flatMap((member) => member.fields.filter((one) => one.name === 'label'))) {
        own.isCalm ||= field.externalIn.size > 0;
        own.isShared ||= field.isShared;
      }
    }
  }
}

function lend(field: ModelField, member: ModelType, dice: Dice): void {
  const isPlain = LEAVES.includes(field.named) && field.requires === undefined;
  const homes = [...member.homes].filter(([, keys]) => !keys.includes('~id')).map(([service]) => service);
  const owners = isPlain && dice.chance(0.1) ? [dice.pick(homes)] : [];
  if (owners.length > 0) field.isShared = true;
  member.fields.unshift(new BorrowedField(field, owners));
}
