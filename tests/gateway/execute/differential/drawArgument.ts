import { type GraphQLArgument, getNamedType, isListType, isNonNullType } from 'graphql';
import type { Dice } from './Dice.ts';

/** A literal or a variable for an argument of a generated schema. */
export function drawArgument({ type }: GraphQLArgument, dice: Dice): string {
  const { name } = getNamedType(type);
  if (isListType(type)) return dice.pick(LISTS[name] ?? ['[]']);
  if (name === 'Int' && isNonNullType(type)) return dice.pick(['3', '8']);
  return dice.pick(VALUES[name] ?? ['null']);
}

const LISTS: Readonly<Record<string, readonly string[]>> = {
  Tone: ['[LOW, HIGH]', '[]', 'MID'],
  Int: ['[[$n, 2], null, [null]]', '[[]]', '[[$n]]', '7', 'null'],
  Span: ['[{ to: $n }, $span, null]', '[{ inner: $span, note: $text }]', '{ steps: [$n] }', 'null'],
};

const VALUES: Readonly<Record<string, readonly string[]>> = {
  Int: ['3', '$n', 'null', '$n'],
  Tone: ['LOW', '$tone', 'null'],
  Span: [
    '{ to: 9 }',
    '{ from: $n, tone: LOW }',
    '{ inner: { tone: $tone, steps: [$n, null], inner: { note: $text } } }',
    '{ note: $text, steps: 5, inner: $span }',
    '$span',
    '{}',
    'null',
  ],
  ID: ['"Ant:1"', '"Bee:2"', '$id', '$id'],
  String: ['"x"', '"""a "block" """', '$text', '$text', 'null'],
};
