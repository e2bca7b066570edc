import { describe, expect, it } from 'vitest';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { person } from './person.ts';
import { about, asOf, codes, company, ok, permit, signal, stranger, vehicle, wu, zheng } from './rows.ts';
import { startPlace } from './startPlace.ts';

describe('an answer', () => {
  it('is put into the order asked for, with null for whom it does not name', async () => {
    await using place = await startPlace(() => ok(about(company, { sjgxsj: '20261122103001' }), about(wu)));

    const entries = await place.read.findRecords([wu, zheng, company], signal());

    expect(entries).toEqual([{ asOf }, null, { asOf: asOf + 1_000 }]);
  });

  it('is found through padding, a lower-case x and an empty number of the other kind', async () => {
    const withX = Array.from({ length: 50 }, (_, index) => person(index, '周试')).find(({ number }) =>
      number.endsWith('X'),
    );
    if (!withX) throw new Error('no number with an X among fifty');
    await using place = await startPlace(() =>
      ok({
        gmsfhm: `${withX.number.toLowerCase()}   `,
        xm: '周试      ',
        tyshxydm: '   ',
        dwmc: '',
        sjgxsj: '20261122103000 ',
      }),
    );

    expect(await place.read.findRecords([withX], signal())).toEqual([{ asOf }]);
  });

  it('keeps rare characters of names: beyond the basic plane, private use, the middle dot', async () => {
    const rare = person(7, '𠮷\uE0A5·𬱖');
    const row = {
      hh: '000012345',
      hlx: '1',
      hzxm: '𠮷\uE0A5·𬱖',
      yhzgxdm: '01',
      ssxqdm: '430104000000',
      qhnxxdz: '湖南省某市某区㛃路1号',
      hcy: [{ xm: '𠮷\uE0A5·𬱖  ', yhzgxdm: '01' }],
      qyxx: [],
    };
    await using place = await startPlace(() => ok(about(rare, row)));

    expect(await place.read.findHukou([rare], signal())).toEqual([
      {
        asOf,
        booklet: { number: '000012345', kind: 'FAMILY' },
        address: '湖南省某市某区㛃路1号',
        division: '430104',
        headName: '𠮷\uE0A5·𬱖',
        relationToHead: 'HEAD',
        registeredOn: null,
        members: [{ name: '𠮷\uE0A5·𬱖', relationToHead: 'HEAD' }],
        migrationHistory: [],
      },
    ]);
  });

  it('is parsed twice where rows are a text inside JSON', async () => {
    const rows = JSON.stringify([about(wu, { xm: '吴试一' })]);
    await using place = await startPlace(() => ({ code: '200', message: '', data: rows }), {
      options: { wrapper: 'json-string' },
    });

    expect(await place.read.findRecords([wu, zheng], signal())).toEqual([{ asOf }, null]);
  });

  it('gathers the vehicles of each holder, in order of registration', async () => {
    await using place = await startPlace(() =>
      ok(
        about(wu, vehicle('湘A00003', '20210110')),
        about(company, vehicle('湘A00009', '20200110')),
        about(wu, vehicle('湘A00002', '20190110')),
        about(wu, vehicle('湘A00001', '20210110')),
      ),
    );

    const entries = await place.read.findVehicles([zheng, company, wu], signal());

    const plates = entries.map((entry) =>
      entry instanceof Error ? entry : entry.map(({ plateNumber }) => plateNumber),
    );
    expect(plates).toEqual([[], ['湘A00009'], ['湘A00002', '湘A00001', '湘A00003']]);
  });

  it('may have keys, codes and release levels that nobody here knows', async () => {
    await using place = await startPlace(() => ({
      ...ok(about(wu, { ...permit, jzzztdm: '7', xzd: { a: ['1'] } })),
      lsh: '1',
    }));

    expect(await place.read.findResidencePermits([wu], signal())).toEqual([
      {
        asOf,
        number: permit.jzzbh,
        address: permit.jzdz,
        issuedOn: '2026-03-01',
        validUntil: null,
        issuingOrgan: permit.qfjg,
        state: 'UNKNOWN',
      },
    ]);
  });
});

describe('an answer about somebody else', () => {
  it('is a mismatch where the number is right and the name is not', async () => {
    await using place = await startPlace(() => ok(about({ ...wu, name: '钱试九' }), about(zheng)));

    const entries = await place.read.findRecords([wu, zheng], signal());

    expect(codes(entries)).toEqual(['IDENTITY_MISMATCH', { asOf }]);
    expect(String(entries[0])).not.toMatch(/1099|吴|钱/);
  });

  it('is a mismatch for those who got no row, and nothing of it is shown', async () => {
    await using place = await startPlace(() => ok(about(stranger, permit), about(zheng, permit)));

    const entries = await place.read.findResidencePermits([wu, zheng], signal());

    expect(codes(entries)).toMatchObject(['IDENTITY_MISMATCH', { number: permit.jzzbh }]);
  });

  it('makes no list of vehicles look complete', async () => {
    await using place = await startPlace(() =>
      ok(about(wu, vehicle('湘A00001', '20200110')), about(stranger, vehicle('湘A00002', '20200110'))),
    );

    expect(codes(await place.read.findVehicles([wu, zheng], signal()))).toEqual([
      'IDENTITY_MISMATCH',
      'IDENTITY_MISMATCH',
    ]);
  });

  it('does not pass as the company of the same digits', async () => {
    const digits: HolderIdentity = {
      kind: 'LEGAL_PERSON',
      number: parseCreditCode(wu.number),
      name: wu.name,
    };
    await using place = await startPlace(() => ok(about(wu)));

    expect(codes(await place.read.findRecords([digits], signal()))).toEqual(['IDENTITY_MISMATCH']);
  });

  it('touches no other batch', async () => {
    await using place = await startPlace(
      ({ body }) => (body.includes(wu.number) ? ok(about(stranger)) : ok()),
      { options: { batchLimit: 1 } },
    );

    expect(codes(await place.read.findRecords([wu, zheng], signal()))).toEqual(['IDENTITY_MISMATCH', null]);
  });
});

describe('a row that breaks the contract', () => {
  it.each([
    ['a day that does not exist', { qfrq: '20260230' }, 'qfrq'],
    ['no day where there must be one', { qfrq: '' }, 'qfrq'],
    ['a missing key', { jzdz: undefined }, 'jzdz'],
    ['a number for a text', { jzzbh: 430_104 }, 'jzzbh'],
    ['a data time that is none', { sjgxsj: '20261122' }, 'sjgxsj'],
    ['no name', { xm: ' ' }, 'name'],
  ])('fails its own holder only: %s', async (_what, change, field) => {
    await using place = await startPlace(() => ok(about(wu, { ...permit, ...change }), about(zheng, permit)));

    const [failed, healthy] = await place.read.findResidencePermits([wu, zheng], signal());

    expect(failed).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE', jurisdiction: '430000' });
    expect(String(failed)).toContain(field);
    expect(String(failed)).not.toMatch(/1099|吴|试验|2026|430104/);
    expect(healthy).toMatchObject({ number: permit.jzzbh });
  });

  it('is not one of two about the same person', async () => {
    await using place = await startPlace(() => ok(about(wu), about(wu)));

    expect(codes(await place.read.findRecords([wu], signal()))).toEqual(['JURISDICTION_BAD_RESPONSE']);
  });
});
