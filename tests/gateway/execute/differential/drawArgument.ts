import { type GraphQLArgument, getNamedType, isListType, isNonNullType } from 'graphql';
import type { Dice } from './Dice.ts';

/** A literal or a variable for an argument of a generated schema. */
export function drawArgument({ type }: GraphQLArgument, dice: Dice): string {
  const isNonNull = isNonNullType(type);
  if (isListType(type)) return dice.pick(['[LOW, HIGH]', '[]', 'MID', '[$tone]'].slice(0, 3));
  switch (getNamedType(type).name) {
    case 'Int':
      return dice.pick(isNonNull ? ['3', '8'] : ['3', '$n', 'null', '$n']);
    case 'Tone':
      return dice.pick(['LOW', '$tone', 'null']);
    case 'Span':
      return dice.pick(['{ to: 9 }', '{ from: $n, tone: LOW }', '$span', '{}', 'null']);
    case 'ID':
      return dice.pick(['"Ant:1"', '"Bee:2"', '$id', '$id']);
    default:
      return dice.pick(['"x"', '"""a "block" """', '$text', 'null']);
  }
}
