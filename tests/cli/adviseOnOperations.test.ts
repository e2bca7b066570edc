import { expect, it } from 'vitest';
import { adviseOnOperations } from '../../cli/adviseOnOperations.ts';

it.each([
  [
    'query A { a } query B { a }',
    undefined,
    'There are 2 operations in this document; choose one with --operation NAME (A, B)',
  ],
  [
    '{ a } { b }',
    undefined,
    'There are 2 operations in this document, and none has a name that --operation could choose it by',
  ],
  ['query A { a } query B { a }', 'C', 'There is no operation C in this document; it has A, B'],
  ['{ a }', 'C', 'There is no operation C in this document; none has a name'],
  ['fragment A on B { a }', undefined, 'There is no operation in this document'],
])('%s, of which %s is chosen', (text, chosen, advice) => {
  expect(adviseOnOperations(text, chosen)).toBe(advice);
});
