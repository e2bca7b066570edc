import { describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { goldenRows } from './goldenRows.ts';
import { person, withdrawalRow } from './rows.ts';
import { startCentre } from './startCentre.ts';
import { startLink } from './startLink.ts';

const postgres = withPostgres();
const { signal } = new AbortController();

describe('who was never told of', () => {
  it('is unavailable for now, and asked about once among all replicas', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    const replicas = [centre.connect(), centre.connect()];
    const answers = await Promise.all(
      replicas.flatMap(({ read }) => [
        read.findRecords([person(1), person(2)], signal),
        read.findLoans([person(1)], signal),
      ]),
    );

    expect(
      answers.flat().map((entry) => (entry instanceof TongbanError ? entry.toExtensions() : entry)),
    ).toEqual(
      Array.from({ length: 6 }, () => ({
        code: 'JURISDICTION_UNAVAILABLE',
        origin: 'NETWORK',
        retryable: true,
        jurisdiction: '430700',
        retryAfter: 60,
      })),
    );
    await expect
      .poll(async () => (await centre.requests()).map(({ zjhm }) => zjhm).toSorted())
      .toEqual([person(1).number, person(2).number].toSorted());
    const [request] = await centre.requests();
    expect(request).toEqual({
      qqlsh: expect.stringMatching(/^[0-9A-Za-z]{12,32}$/),
      qqlx: 'CX',
      qqnr: `{"PTBM":"100000001","ZJHM":"${request.zjhm}"}`,
      zjhm: request.zjhm,
      czlx: 'I',
      clzt: 0,
    });
  });

  it('is not asked about while a request of another kind of reader is open, nor after a refusal for good', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await centre.sql.query(
      `INSERT INTO qz_430700.qz_qqxx (qqlsh, qqlx, qqnr, zjhm, czlx, clzt, sbyy)
       VALUES ('Q00000000001', 'CX', '-', $1, 'I', 1, NULL), ('Q00000000002', 'CX', '-', $2, 'I', 9, '203 证件号码错误'),
              ('Q00000000003', 'CX', '-', $3, 'I', 9, '901 系统维护中'), ('Q00000000004', 'CX', '-', $4, 'I', 2, NULL)`,
      [1, 2, 3, 4].map((sequence) => person(sequence).number),
    );
    const { read } = centre.connect();
    await read.findRecords([person(1), person(2), person(3), person(4)], signal);

    await expect
      .poll(async () => (await centre.requests()).slice(4).map(({ zjhm }) => zjhm))
      .toEqual([person(3).number, person(4).number]);
  });

  it('is asked about in the golden form, JSON or XML', async () => {
    for (const golden of goldenRows('request').filter(({ department }) => department === 'housing-fund')) {
      const { contentFormat, platformCode } = golden.options;
      await using centre = await startCentre(await postgres.createDatabase(), {
        options: { contentFormat, platformCode },
      });
      const number = golden.person as ReturnType<typeof person>['number'];
      await centre.connect().read.findRecords([{ kind: 'NATURAL_PERSON', number, name: '柳' }], signal);

      await expect.poll(centre.requests).toHaveLength(1);
      expect((await centre.requests())[0]).toMatchObject({
        qqlx: golden.columns.qqlx?.trim(),
        qqnr: golden.content,
        zjhm: golden.columns.zjhm?.trim(),
        czlx: golden.columns.czlx?.trim(),
      });
    }
  });

  it('is found once the centre has answered; a name that is not theirs is a mismatch', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    const port = centre.connectSocialInsurance();
    await centre.write(
      ['CBXX', 'JFMX', 'YLZH', 'DYXX', 'SBKX', 'ZGRZ'].map((sjlx) => ({
        sjlx,
        czlx: 'D',
        zjhm: person(1).number,
        sjnr: JSON.stringify({ aac002: person(1).number, sjsj: '20261122020000', jgmc: '中心' }),
      })),
    );
    await centre.start(port);
    await expect.poll(centre.states).toEqual(['2', '2', '2', '2', '2', '2']);

    const { read } = port;
    const page = { first: 5, after: null };
    const filter = { scheme: null, from: null, to: null };
    expect([
      await read.findInsuredPersons([person(1)], signal),
      await read.findPensionAccounts([person(1)], signal),
      await read.findBenefits([person(1)], signal),
      await read.findSocialSecurityCards([person(1)], signal),
      await read.findEligibilityChecks([person(1)], signal),
      await read.findContributions(person(1), filter, page, signal),
    ]).toEqual([[null], [null], [[]], [null], [null], { asOf: null, nodes: [], endCursor: null }]);
  });

  it('of another name than the centre’s is a mismatch', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await centre.write([withdrawalRow(person(1))]);
    const port = centre.connect();
    await centre.start(port);
    await expect.poll(centre.states).toEqual(['2']);

    await expect(
      port.read.findWithdrawals(person(1, '林小满'), { first: 1, after: null }, signal),
    ).rejects.toMatchObject({ code: 'IDENTITY_MISMATCH' });
  });
});

describe('a database that is lost', () => {
  it('is told of, and read on by itself when it is back', async () => {
    const databaseUrl = await postgres.createDatabase();
    await using link = await startLink(databaseUrl);
    await using centre = await startCentre(databaseUrl, { url: link.url });
    await centre.write([withdrawalRow(person(1))]);
    await centre.start();
    await expect.poll(centre.states).toEqual(['2']);

    link.cut();
    await centre.write([withdrawalRow(person(2))]);
    await expect
      .poll(() => centre.faults)
      .toEqual(['exchange table: the exchange database of 430700 cannot be reached']);
    await expect.poll(() => centre.breakerStates, { timeout: 10_000 }).toContain('take open');
    link.mend();

    await expect.poll(centre.states, { timeout: 20_000 }).toEqual(['2', '2']);
    expect(centre.breakerStates).toContain('take closed');
    expect(centre.store.taken).toHaveLength(2);
  }, 40_000);

  it('frees who was to be asked about, because nothing was sent', async () => {
    const databaseUrl = await postgres.createDatabase();
    await using link = await startLink(databaseUrl);
    await using centre = await startCentre(databaseUrl, { url: link.url });
    link.cut();
    const { read } = centre.connect();
    await read.findRecords([person(1)], signal);
    await expect.poll(() => centre.faults).toHaveLength(1);
    link.mend();

    await read.findRecords([person(1)], signal);

    await expect.poll(centre.requests).toHaveLength(1);
  });
});
