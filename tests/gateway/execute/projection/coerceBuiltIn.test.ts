import { specifiedScalarTypes } from 'graphql';
import { expect, it } from 'vitest';
import { coerceBuiltIn } from '../../../../gateway/execute/projection/coerceBuiltIn.ts';

const VALUES: readonly unknown[] = [
  ...[
    '',
    ' ',
    '0',
    '-0',
    '7',
    ' 7 ',
    '1e3',
    '0x10',
    '1.5',
    '2147483648',
    '1e400',
    'NaN',
    'Infinity',
    'x',
    '七',
  ],
  ...[0, -0, 1, -1, 1.5, 2_147_483_647, 2_147_483_648, -2_147_483_648, -2_147_483_649, 4_294_967_296, 1e300],
  ...[true, false, [], [1], ['1'], {}, { valueOf: 1 }, { toJSON: 'x' }],
];

it.each(specifiedScalarTypes)('takes for %s what graphql-js takes, and as it does', (scalar) => {
  const serialize = (value: unknown) => {
    try {
      return scalar.serialize(value);
    } catch {
      return undefined;
    }
  };

  expect(VALUES.map((value) => coerceBuiltIn[scalar.name]?.(value))).toEqual(VALUES.map(serialize));
});
