import { expect, it } from 'vitest';
import { toRequestBody } from '../../../adapters/public-security/data-exchange/toRequestBody.ts';
import { person } from './person.ts';
import { company } from './rows.ts';

it('writes persons and companies in the order given', () => {
  const wu = person(1, '吴试一');

  expect(toRequestBody([company, wu])).toEqual({
    items: [
      { tyshxydm: company.number, dwmc: company.name },
      { gmsfhm: wu.number, xm: '吴试一' },
    ],
  });
});

it.each([
  ['', {}],
  ['试'.repeat(100), { xm: '试'.repeat(100) }],
  ['试'.repeat(101), {}],
])('leaves out a name that the system would refuse, and with it the whole call', (name, written) => {
  const { kind, number } = person(1, '');

  expect(toRequestBody([{ kind, number, name }]).items).toEqual([{ gmsfhm: number, ...written }]);
});

it.each([
  ['试'.repeat(200), { dwmc: '试'.repeat(200) }],
  ['试'.repeat(201), {}],
])('allows a company twice as much', (name, written) => {
  expect(toRequestBody([{ ...company, name }]).items).toEqual([{ tyshxydm: company.number, ...written }]);
});
