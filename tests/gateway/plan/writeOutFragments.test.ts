import { parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { writeOutFragments } from '../../../gateway/plan/writeOutFragments.ts';

const text = (document: string, most?: number) =>
  print(writeOutFragments(parse(document), most)).replaceAll(/\s+/g, ' ');

/** Each of so many fragments uses the next one twice. */
const chain = (length: number, use = (name: string) => `...${name} ...${name}`) =>
  `{ ...A0 } ${Array.from({ length }, (_, at) => `fragment A${at} on Query { ${use(`A${at + 1}`)} }`).join(' ')} fragment A${length} on Query { a }`;

it.each([
  ['{ me { ...P } } fragment P on Person { id }', '{ me { ...P } } fragment P on Person { id }'],
  [
    '{ me { ...P } you { ...P } } fragment P on Person { id }',
    '{ me { ... on Person { id } } you { ... on Person { id } } }',
  ],
  ['{ me { ...P name ...P } } fragment P on Person { id }', '{ me { ... on Person { id } name } }'],
  [
    '{ me { ...P @skip(if: true) ...P ... on Person { ...P } ...P @skip(if: false) } } fragment P on Person { id }',
    '{ me { ... on Person @skip(if: true) { id } ... on Person { id } } }',
  ],
  [
    '{ me { ...P @include(if: $a) ...P @include(if: $b) ... @include(if: $b) { name ...P @include(if: $a) } } } fragment P on Person { id }',
    '{ me { ... on Person @include(if: $a) { id } ... on Person @include(if: $b) { id } ... @include(if: $b) { name } } }',
  ],
  [
    'query A { me { ...P } } query B { me { ...P } } fragment P on Person { id }',
    'query A { me { ... on Person { id } } } query B { me { ... on Person { id } } }',
  ],
])('writes each fragment where it tells something new: %s', (given, expected) => {
  expect(text(given)).toBe(expected);
});

it('does not grow by fragments that use each other, plainly or under conditions', () => {
  expect(text(chain(400)).match(/\{ a \}/g)).toHaveLength(1);
  const conditional = (name: string) => `...${name} @include(if: $a) ...${name} @include(if: $b)`;
  expect(text(chain(60, conditional)).match(/\{ a \}/g)).toHaveLength(2);
});

it('refuses what grows nevertheless', () => {
  expect(() => text(chain(30, (name) => `x { ...${name} } y { ...${name} }`))).toThrow('too many fields');
  expect(() =>
    text(
      chain(12, (name) => `x { ...${name} } y { ...${name} }`),
      100,
    ),
  ).toThrow('too many fields');
});
