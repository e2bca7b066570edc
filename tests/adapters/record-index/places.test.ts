import { describe, expect, it } from 'vitest';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { person } from '../data-exchange/person.ts';
import { about, asOf, codes, company, ok, signal, stranger, wu, zheng } from '../data-exchange/rows.ts';
import { startIndex } from './startIndex.ts';

/** One row about a holder; all that a place says of itself can be replaced. */
const at = (holder: HolderIdentity, bmdm: string, szdqhdm: string, more: object = {}) =>
  about(holder, { bmdm, szdqhdm, scdjrq: '20120809', ...more });

describe('an answer', () => {
  it('is put into the order asked for, each holder in order of department and division', async () => {
    await using index = await startIndex(() =>
      ok(
        at(company, 'GA', '430000'),
        at(wu, 'GJJ', '430700000000'),
        at(wu, 'RS', '440000', { sjgxsj: '20261122103001' }),
        at(company, 'GA', '320000000000'),
        at(wu, 'GA', '430000', { scdjrq: '' }),
        at(wu, 'RS', '430000'),
      ),
    );

    expect(await index.port.findPlaces([zheng, wu, company], signal())).toEqual([
      [],
      [
        { department: 'publicSecurity', jurisdiction: '430000', asOf },
        { department: 'socialInsurance', jurisdiction: '430000', asOf },
        { department: 'socialInsurance', jurisdiction: '440000', asOf: asOf + 1_000 },
        { department: 'housingFund', jurisdiction: '430700', asOf },
      ],
      [
        { department: 'publicSecurity', jurisdiction: '320000', asOf },
        { department: 'publicSecurity', jurisdiction: '430000', asOf },
      ],
    ]);
  });

  it('may name departments that nobody here knows, whatever their rows say', async () => {
    await using index = await startIndex(() =>
      ok(
        at(wu, 'YB', '430000'),
        at(wu, 'GA', '430000'),
        at(zheng, 'MZJ', '430000'),
        at(wu, 'toString', '430000'),
      ),
    );

    expect(await index.port.findPlaces([wu, zheng], signal())).toEqual([
      [{ department: 'publicSecurity', jurisdiction: '430000', asOf }],
      [],
    ]);
  });

  it('names a place once, where its row stands twice', async () => {
    await using index = await startIndex(() =>
      ok(at(wu, 'GJJ', '430700'), at(wu, 'GA', '430000'), at(wu, 'GJJ', '430700000000')),
    );

    expect(await index.port.findPlaces([wu], signal())).toEqual([
      [
        { department: 'publicSecurity', jurisdiction: '430000', asOf },
        { department: 'housingFund', jurisdiction: '430700', asOf },
      ],
    ]);
  });

  it('is found through padding and a lower-case x', async () => {
    const withX = Array.from({ length: 50 }, (_, index) => person(index, '周试')).find(({ number }) =>
      number.endsWith('X'),
    );
    if (!withX) throw new Error('no number with an X among fifty');
    await using index = await startIndex(() =>
      ok({
        gmsfhm: `${withX.number.toLowerCase()}  `,
        xm: '周试      ',
        sjgxsj: '20261122103000 ',
        bmdm: 'RS ',
        szdqhdm: '120000   ',
      }),
    );

    expect(await index.port.findPlaces([withX], signal())).toEqual([
      [{ department: 'socialInsurance', jurisdiction: '120000', asOf }],
    ]);
  });
});

describe('rows about somebody else', () => {
  it('are a mismatch for whom they leave without an answer, and tell nothing', async () => {
    await using index = await startIndex(() => ok(at(stranger, 'GA', '430000')));

    const entries = await index.port.findPlaces([wu], signal());

    expect(codes(entries)).toEqual(['IDENTITY_MISMATCH']);
    expect(String(entries[0])).not.toMatch(/1099|吴|孙|430000/);
  });

  // Known to be wrong: whoever has a row keeps a list that lacks the rows which the mix-up gave to a stranger.
  it('leave nobody of the same call with a list that may not be whole', async () => {
    await using index = await startIndex(() => ok(at(wu, 'GA', '430000'), at(stranger, 'GA', '430000')));

    expect(codes(await index.port.findPlaces([wu, zheng], signal()))).toEqual([
      'IDENTITY_MISMATCH',
      'IDENTITY_MISMATCH',
    ]);
  });

  it('are a mismatch where the number is right and the name is not', async () => {
    await using index = await startIndex(() =>
      ok(at({ ...wu, name: '钱试九' }, 'GA', '430000'), at(zheng, 'GA', '430000')),
    );

    expect(codes(await index.port.findPlaces([wu, zheng], signal()))).toEqual([
      'IDENTITY_MISMATCH',
      [{ department: 'publicSecurity', jurisdiction: '430000', asOf }],
    ]);
  });

  it('touch no other batch', async () => {
    await using index = await startIndex(
      (numbers) => (numbers.includes(wu.number) ? ok(at(stranger, 'GA', '430000')) : ok()),
      { batchLimit: 1 },
    );

    expect(codes(await index.port.findPlaces([wu, zheng], signal()))).toEqual(['IDENTITY_MISMATCH', []]);
  });
});

describe('a row that breaks the contract', () => {
  it.each([
    ['a division of seven digits', { szdqhdm: '4300000' }],
    ['a division that is a word', { szdqhdm: '湖南省' }],
    ['no division', { szdqhdm: '' }],
    ['no department', { bmdm: undefined }],
    ['a time that is none', { sjgxsj: '20261322103000' }],
  ])('fails its own holder only: %s', async (_what, change) => {
    await using index = await startIndex(() =>
      ok(at(wu, 'GA', '430000', change), at(wu, 'RS', '430000'), at(zheng, 'GA', '430000')),
    );

    const [failed, healthy] = await index.port.findPlaces([wu, zheng], signal());

    expect(failed).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE', jurisdiction: '110000' });
    expect(String(failed)).not.toMatch(/1099|吴|4300000|430700|湖南/);
    expect(healthy).toEqual([{ department: 'publicSecurity', jurisdiction: '430000', asOf }]);
  });
});

describe('a question about more people than one call takes', () => {
  const crowd = Array.from({ length: 120 }, (_, index) => person(index, '冯试'));

  it('goes out in batches of fifty, each person once', async () => {
    await using index = await startIndex((numbers) =>
      ok(...crowd.filter(({ number }) => numbers.includes(number)).map((one) => at(one, 'RS', '430000'))),
    );

    const entries = await index.port.findPlaces(crowd, signal());

    expect(entries).toEqual(
      crowd.map(() => [{ department: 'socialInsurance', jurisdiction: '430000', asOf }]),
    );
    expect(index.asked.map(({ length }) => length).toSorted((one, other) => one - other)).toEqual([
      20, 50, 50,
    ]);
    expect(index.asked.flat().toSorted()).toEqual(crowd.map(({ number }) => number).toSorted());
  });

  it('fails as a whole where one batch is refused', async () => {
    await using index = await startIndex((numbers) =>
      numbers.includes(crowd[119]?.number ?? '') ? { code: '309', message: '', data: null } : ok(),
    );

    await expect(index.port.findPlaces(crowd, signal())).rejects.toMatchObject({ code: 'JURISDICTION_BUSY' });
  });
});
