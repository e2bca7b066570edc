import { describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { business, enrollment, lin, NOT_ON_FILE, wang } from './business.ts';
import { person } from './person.ts';
import { DATA_TIME, NOW, startPlace } from './startPlace.ts';

const patient = new AbortController().signal;
const company = { kind: 'LEGAL_PERSON', number: '91440000MA4L000000', name: '广州某公司' } as never;
const insured = {
  asOf: DATA_TIME,
  enrollments: [
    {
      scheme: 'EMPLOYEE_PENSION',
      state: 'ACTIVE',
      employerName: null,
      enrolledOn: '2015-07-01',
      contributionMonths: 126,
    },
  ],
};

describe('questions', () => {
  it('keep the order of the holders, give null for who is not on file, and ask about no company', async () => {
    await using place = await startPlace((request) => ({
      business: request.business['aac002'] === wang.number ? business([enrollment], wang) : NOT_ON_FILE,
    }));

    const found = await place.read.findInsuredPersons([lin, company, wang], patient);

    expect(found).toEqual([null, null, insured]);
    expect(place.requests).toHaveLength(2);
  });

  it('carry persons only where they are sealed', async () => {
    await using place = await startPlace(() => ({ business: business([]) }));

    await place.read.findBenefits([lin], patient);

    const [request] = place.requests;
    expect(request?.path).toBe('/natcipher/call');
    expect(request?.business).toEqual({ aac002: lin.number, aac003: '林小满' });
    expect(request?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(request?.body).not.toMatch(/林小满|10990119900307/);
  });

  it('go to the system eight at a time', async () => {
    const people = Array.from({ length: 20 }, (_, index) => person(index, '林小满'));
    let begun = 0;
    let answered = 0;
    let most = 0;
    await using place = await startPlace(
      () => {
        most = Math.max(most, begun - answered);
        answered += 1;
        return { business: NOT_ON_FILE };
      },
      {
        nonce: () => {
          begun += 1;
          return String(begun).padStart(16, '0');
        },
      },
    );

    expect(await place.read.findBenefits(people, patient)).toEqual(people.map(() => []));
    expect({ begun, most }).toEqual({ begun: 20, most: 8 });
  });

  it('are stamped and numbered anew when repeated', async () => {
    let now = NOW;
    await using place = await startPlace(
      (_request, count) => {
        now += 5_000;
        return count === 1 ? { code: 5000 } : { business: NOT_ON_FILE };
      },
      { now: () => now },
    );

    expect(await place.read.findBenefits([lin], patient)).toEqual([[]]);
    expect(place.requests.map(({ timestamp, serialNo }) => [timestamp, serialNo])).toEqual([
      [String(NOW), '0000000000000001'],
      [String(NOW + 5_000), '0000000000000002'],
    ]);
  });

  it('end with their caller', async () => {
    await using place = await startPlace(() => () => {});
    const caller = new AbortController();

    const asked = place.read.findBenefits([lin, wang], caller.signal);
    caller.abort();

    await expect(asked).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  it('hold names with every character of a form', async () => {
    const odd = person(2, '阿&key=1"\\依·\u{2CB69}\u2028/');
    await using place = await startPlace(() => ({ business: business([], odd) }));

    expect(await place.read.findBenefits([odd], patient)).toEqual([[]]);
    expect(place.requests[0]?.business['aac003']).toBe(odd.name);
  });
});

describe('sites', () => {
  it.each([
    { signFormat: 'RS' },
    { sm2UserId: 'tongban@4401' },
    { sm4Mode: 'CBC' },
    { keyMode: 'envelope' },
    { keyMode: 'envelope', cipherLayout: 'C1C2C3', sm4Mode: 'CBC', signFormat: 'RS' },
    { outerSuccess: '0' },
    { outerSuccess: '200' },
  ])('with $keyMode $cipherLayout $sm4Mode $signFormat $sm2UserId $outerSuccess', async (options) => {
    await using place = await startPlace(() => ({ business: business([enrollment]) }), { options });

    expect(await place.read.findInsuredPersons([lin], patient)).toEqual([insured]);
  });

  it('that sign fields which nobody knows here', async () => {
    await using place = await startPlace(() => ({
      business: { ...business([enrollment]), traceId: '7', 版本: [1, null, { b: '', a: 0 }] },
      head: { gatewayNode: 'n-3', isCached: false, empty: '' },
    }));

    expect(await place.read.findInsuredPersons([lin], patient)).toEqual([insured]);
  });
});

describe('services', () => {
  it('give enrolments in order of scheme', async () => {
    await using place = await startPlace(() => ({
      business: business(['999', '510', '110'].map((aae140) => ({ ...enrollment, aae140 }))),
    }));

    const [found] = await place.read.findInsuredPersons([lin], patient);

    expect(found).toMatchObject({
      enrollments: [{ scheme: 'EMPLOYEE_PENSION' }, { scheme: 'MATERNITY' }, { scheme: 'UNKNOWN' }],
    });
  });

  it('give benefits in order of start', async () => {
    const paid = { yae401: '10', yae402: '0', yae403: '4120.8', yae404: null };
    await using place = await startPlace(() => ({
      business: business([
        { ...paid, aae041: '2020-01' },
        { ...paid, aae041: '2015-07', yae404: '2025-12' },
      ]),
    }));

    const found = await place.read.findBenefits([lin], patient);

    const common = {
      asOf: DATA_TIME,
      kind: 'OLD_AGE_PENSION',
      state: 'IN_PAYMENT',
      monthlyFen: 412_080n,
    };
    expect(found).toEqual([
      [
        { ...common, startedIn: '2015-07', lastPaidIn: '2025-12' },
        { ...common, startedIn: '2020-01', lastPaidIn: null },
      ],
    ]);
  });

  it('give one account, card and check, or null', async () => {
    const rows: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      SBC203: { yac301: '100520.37', yac302: '0', yac303: 126, yac304: '2015-07' },
      SBC205: { aaz500: 'T00000077', yaz501: '2012-11-05', yaz502: '广州银行', yaz503: '00' },
      SBC206: { yae501: '1', yae502: '2025-06-30', yae503: '2026-06-30' },
    };
    await using place = await startPlace(({ serviceCode, business: asked }) => ({
      business: asked['aac002'] === lin.number ? business([rows[serviceCode] ?? {}]) : business([], wang),
    }));

    expect(await place.read.findPensionAccounts([lin, wang], patient)).toEqual([
      {
        asOf: DATA_TIME,
        balanceFen: 10_052_037n,
        creditedThisYearFen: 0n,
        contributionMonths: 126,
        openedIn: '2015-07',
      },
      null,
    ]);
    expect(await place.read.findSocialSecurityCards([lin, wang], patient)).toEqual([
      { asOf: DATA_TIME, number: 'T00000077', issuedOn: '2012-11-05', bank: '广州银行', state: 'ACTIVE' },
      null,
    ]);
    expect(await place.read.findEligibilityChecks([lin, wang], patient)).toEqual([
      { asOf: DATA_TIME, state: 'PASSED', lastCheckedOn: '2025-06-30', dueOn: '2026-06-30' },
      null,
    ]);
  });

  it.each([null, '', undefined])('take %s for a missing value', async (missing) => {
    await using place = await startPlace(() => ({
      business: business([{ ...enrollment, aab004: missing, aab050: missing }]),
    }));

    const [found] = await place.read.findInsuredPersons([lin], patient);

    expect(found).toMatchObject({ enrollments: [{ employerName: null, enrolledOn: null }] });
  });
});

describe('what is wrong about one person', () => {
  it.each<[string, ReturnType<typeof business>, string]>([
    ['another number', business([enrollment], { ...lin, number: wang.number }), 'IDENTITY_MISMATCH'],
    ['another name', business([enrollment], { ...lin, name: '林大满' }), 'IDENTITY_MISMATCH'],
    ['a stranger with nothing', business([], wang), 'IDENTITY_MISMATCH'],
    ['a day that does not exist', business([{ ...enrollment, aab050: '2015-02-31' }]), 'aab050'],
    ['a count below zero', business([{ ...enrollment, yac201: -20150701 }]), 'yac201'],
    ['a count as text', business([{ ...enrollment, yac201: '20150701' }]), 'yac201'],
    ['no state', business([{ ...enrollment, aac031: null }]), 'aac031'],
    ['a row that is none', business([enrollment].concat(null as never)), 'list.1'],
  ])('stays with that person: %s', async (_what, bad, told) => {
    await using place = await startPlace((request) => ({
      business: request.business['aac002'] === lin.number ? bad : business([enrollment], wang),
    }));

    const [first, second] = await place.read.findInsuredPersons([lin, wang], patient);

    expect(second).toEqual(insured);
    expect(first).toBeInstanceOf(TongbanError);
    const { code, message } = first as TongbanError;
    expect(`${code} ${message}`).toContain(told);
    expect(message).not.toMatch(/\d{7}|林|王/);
  });

  it.each(['-1', '1,234.5', '1e3', '12.345', ''])('names the amount "%s" that is none', async (yae403) => {
    await using place = await startPlace(() => ({
      business: business([{ yae401: '10', yae402: '0', yae403, aae041: '2015-07' }]),
    }));

    expect(await place.read.findBenefits([lin], patient)).toEqual([
      expect.objectContaining({
        code: 'JURISDICTION_BAD_RESPONSE',
        message: expect.stringMatching(/^440000 .*yae403/),
      }),
    ]);
  });

  it('stays with that person: several rows where there is one at most', async () => {
    const card = { aaz500: 'T00000077', yaz503: '00' };
    await using place = await startPlace(() => ({ business: business([card, card]) }));

    const found = await place.read.findSocialSecurityCards([lin], patient);

    expect(found).toEqual([expect.objectContaining({ code: 'JURISDICTION_BAD_RESPONSE' })]);
  });

  it('stays with that person: a request refused for what it asks', async () => {
    await using place = await startPlace((request) => ({
      business:
        request.business['aac002'] === lin.number
          ? { rtnCode: '3001', rtnMsg: '参数缺失或格式错误' }
          : business([enrollment], wang),
    }));

    expect(await place.read.findInsuredPersons([lin, wang], patient)).toEqual([
      expect.objectContaining({ code: 'JURISDICTION_REJECTED', retryable: false, upstreamCode: '3001' }),
      insured,
    ]);
  });

  it('stays with that person: an escape that is no character', async () => {
    const broken = JSON.stringify(business([enrollment])).replace('林小满', '\\ud86c小满');
    await using place = await startPlace((request) => ({
      business: request.business['aac002'] === lin.number ? broken : business([enrollment], wang),
    }));

    expect(await place.read.findInsuredPersons([lin, wang], patient)).toEqual([
      expect.objectContaining({ code: 'BAD_ENCODING' }),
      insured,
    ]);
  });
});
