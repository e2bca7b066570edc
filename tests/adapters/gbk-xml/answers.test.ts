import { describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { person } from './person.ts';
import { DATA_TIME, NOW, type ScriptedRow, startPlace, writeAnswer } from './startPlace.ts';

const patient = new AbortController().signal;
const lin = person(2, '林小满');
const wang = person(4, '王建国');
const company = { kind: 'LEGAL_PERSON', number: '91430000MA4L000000', name: '长沙某公司' } as never;

const enrollment = { aae140: '110', aac031: '1', aab001: '', aab004: '', aab050: '20150701', yac201: '126' };
const card = { aaz500: 'T00000077', yaz501: '20121105', yaz502: '长沙银行', yaz503: '1' };
const benefit = { yae401: '1', yae402: '1', yae403: '4120.80', aae041: '201507', yae404: '202512' };

function row({ number, name }: { number: string; name: string }, fields: object): ScriptedRow {
  return { number, name, ...fields };
}

function insured(employerName: string | null = null) {
  return {
    asOf: DATA_TIME,
    enrollments: [
      {
        scheme: 'EMPLOYEE_PENSION',
        state: 'ACTIVE',
        employerName,
        enrolledOn: '2015-07-01',
        contributionMonths: 126,
      },
    ],
  };
}

describe('questions', () => {
  it('keep the order of the holders, give null for who is not on file, and ask about no company', async () => {
    await using place = await startPlace((request) => ({
      rows: request.element('aac002') === wang.number ? [row(wang, enrollment)] : [],
    }));

    const found = await place.read.findInsuredPersons([lin, company, wang], patient);

    expect(found).toEqual([null, null, insured()]);
    expect(place.requests.map(({ element }) => element('aac002')).sort()).toEqual([lin.number, wang.number]);
  });

  it('say nothing about persons in path or headers', async () => {
    await using place = await startPlace(() => ({}));

    await place.read.findBenefits([lin], patient);

    const { path, headers, xml } = place.requests[0] ?? {};
    expect(path).toBe('/sbjk/service');
    expect(headers?.['content-type']).toBe('text/xml; charset=GBK');
    expect(JSON.stringify(headers)).not.toContain(lin.number);
    expect(xml).toContain('<jydm>SBJY04</jydm>');
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
        return {};
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
        return count === 1 ? { code: '9999' } : {};
      },
      { now: () => now },
    );

    expect(await place.read.findBenefits([lin], patient)).toEqual([[]]);
    expect(place.requests.map(({ element }) => [element('sjc'), element('lsh')])).toEqual([
      ['20260105093000', '0000000000000001'],
      ['20260105093005', '0000000000000002'],
    ]);
  });

  it('end with their caller', async () => {
    await using place = await startPlace(() => () => {});
    const caller = new AbortController();

    const asked = place.read.findBenefits([lin, wang], caller.signal);
    caller.abort();

    await expect(asked).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });
});

describe('transactions', () => {
  it('gives enrolments in order of scheme', async () => {
    await using place = await startPlace(() => ({
      rows: ['999', '510', '110'].map((aae140) => row(lin, { ...enrollment, aae140 })),
    }));

    const [found] = await place.read.findInsuredPersons([lin], patient);

    expect(found).toMatchObject({
      enrollments: [{ scheme: 'EMPLOYEE_PENSION' }, { scheme: 'MATERNITY' }, { scheme: 'UNKNOWN' }],
    });
  });

  it('gives benefits in order of start', async () => {
    await using place = await startPlace(() => ({
      rows: [row(lin, { ...benefit, aae041: '202001' }), row(lin, benefit)],
    }));

    const found = await place.read.findBenefits([lin], patient);

    const paid = {
      asOf: DATA_TIME,
      kind: 'OLD_AGE_PENSION',
      state: 'IN_PAYMENT',
      monthlyFen: 412_080n,
      lastPaidIn: '2025-12',
    };
    expect(found).toEqual([
      [
        { ...paid, startedIn: '2015-07' },
        { ...paid, startedIn: '2020-01' },
      ],
    ]);
  });

  it('gives one account, card and check, or null', async () => {
    const account = { yac301: '100520.37', yac302: '11520.00', yac303: '126', yac304: '201507' };
    const check = { yae501: '1', yae502: '20250630', yae503: '20260630' };
    const rows: Readonly<Record<string, object>> = { SBJY03: account, SBJY05: card, SBJY06: check };
    await using place = await startPlace(({ element }) => ({
      rows: element('aac002') === lin.number ? [row(lin, rows[element('jydm') ?? ''] ?? {})] : [],
    }));

    expect(await place.read.findPensionAccounts([lin, wang], patient)).toEqual([
      {
        asOf: DATA_TIME,
        balanceFen: 10_052_037n,
        creditedThisYearFen: 1_152_000n,
        contributionMonths: 126,
        openedIn: '2015-07',
      },
      null,
    ]);
    expect(await place.read.findSocialSecurityCards([lin, wang], patient)).toEqual([
      { asOf: DATA_TIME, number: 'T00000077', issuedOn: '2012-11-05', bank: '长沙银行', state: 'ACTIVE' },
      null,
    ]);
    expect(await place.read.findEligibilityChecks([lin, wang], patient)).toEqual([
      { asOf: DATA_TIME, state: 'PASSED', lastCheckedOn: '2025-06-30', dueOn: '2026-06-30' },
      null,
    ]);
  });

  it('understands sites of release 1.x, which lack attributes', async () => {
    const { aab050: _enrolledOn, ...old } = enrollment;
    await using place = await startPlace(() => ({ rows: [row(lin, old)] }));

    const [found] = await place.read.findInsuredPersons([lin], patient);

    expect(found).toMatchObject({ enrollments: [{ enrolledOn: null }] });
  });

  it.each(['', '        ', '00000000'])('takes "%s" for a missing day', async (aab050) => {
    await using place = await startPlace(() => ({ rows: [row(lin, { ...enrollment, aab050 })] }));

    const [found] = await place.read.findInsuredPersons([lin], patient);

    expect(found).toMatchObject({ enrollments: [{ enrolledOn: null }] });
  });

  it('trims blanks of every kind', async () => {
    await using place = await startPlace(() => ({
      rows: [
        {
          ...row(lin, enrollment),
          number: ` ${lin.number} `,
          name: '林小满\u3000\u3000',
          aae140: ' 110 ',
          aab004: '长沙 某厂\u3000\u3000',
          aab050: ' 20150701 ',
          yac201: ' 126 ',
        },
      ],
    }));

    expect(await place.read.findInsuredPersons([lin], patient)).toEqual([insured('长沙 某厂')]);
  });

  it('reads escapes in values', async () => {
    await using place = await startPlace(() => ({
      rows: [row(lin, { ...enrollment, aab004: 'A&amp;B &lt;厂&gt; &quot;&apos;' })],
    }));

    expect(await place.read.findInsuredPersons([lin], patient)).toEqual([insured(`A&B <厂> "'`)]);
  });
});

describe('rare characters', () => {
  const rare = person(6, '\u{2CB69}小满');

  it.each([
    ['question', '?小满', '?厂'],
    ['private-use', '\uE200小满', '\u{2CB69}厂'],
    ['gb18030', '\u{2CB69}小满', '\u{2CB69}厂'],
  ])('are recognised where a site writes them by %s', async (rareCharacters, name, shown) => {
    const employer = name.replace('小满', '厂');
    await using place = await startPlace(
      () => ({ rows: [row({ ...rare, name }, { ...enrollment, aab004: employer })] }),
      { options: { rareCharacters } },
    );

    expect(await place.read.findInsuredPersons([rare], patient)).toEqual([insured(shown)]);
  });

  it('are not taken for one another where the site has its own codes', async () => {
    await using place = await startPlace(
      () => ({ rows: [row({ ...rare, name: '\uE201小满' }, enrollment)] }),
      { options: { rareCharacters: 'private-use' } },
    );

    const [found] = await place.read.findInsuredPersons([rare], patient);

    expect(found).toMatchObject({ code: 'IDENTITY_MISMATCH' });
  });
});

describe('what is wrong about one person', () => {
  const good = { rows: [row(wang, enrollment)] };

  it.each<[string, { rows: ScriptedRow[] }, string]>([
    ['another number', { rows: [row({ ...lin, number: wang.number }, enrollment)] }, 'IDENTITY_MISMATCH'],
    ['another name', { rows: [row({ ...lin, name: '林大满' }, enrollment)] }, 'IDENTITY_MISMATCH'],
    [
      'a stranger among right rows',
      { rows: [row(lin, enrollment), row(person(8, '林小满'), enrollment)] },
      'IDENTITY_MISMATCH',
    ],
    [
      'a damaged name under another number',
      { rows: [row({ number: wang.number, name: '?小满' }, enrollment)] },
      'IDENTITY_MISMATCH',
    ],
    ['a day that does not exist', { rows: [row(lin, { ...enrollment, aab050: '20150231' })] }, 'aab050'],
    ['a count of letters', { rows: [row(lin, { ...enrollment, yac201: 'zwölf' })] }, 'yac201'],
    ['no state', { rows: [row(lin, { ...enrollment, aac031: '' })] }, 'aac031'],
  ])('stays with that person: %s', async (_what, bad, told) => {
    await using place = await startPlace(({ element }) => (element('aac002') === lin.number ? bad : good));

    const [first, second] = await place.read.findInsuredPersons([lin, wang], patient);

    expect(second).toEqual(insured());
    expect(first).toBeInstanceOf(TongbanError);
    const { code, message } = first as TongbanError;
    expect(`${code} ${message}`).toContain(told);
    expect(message).not.toMatch(/\d{8}|zwölf|林|王/);
  });

  it('names the amount that is none, and not what it says', async () => {
    await using place = await startPlace(() => ({
      rows: [row(lin, { ...benefit, yae403: '-4,120.80' })],
    }));

    expect(await place.read.findBenefits([lin], patient)).toEqual([
      expect.objectContaining({
        code: 'JURISDICTION_BAD_RESPONSE',
        message: expect.stringMatching(/^430000 .*yae403(?!.*120)/),
      }),
    ]);
  });

  it('stays with that person: several rows where there is one at most', async () => {
    await using place = await startPlace(() => ({ rows: [row(lin, card), row(lin, card)] }));

    const found = await place.read.findSocialSecurityCards([lin], patient);

    expect(found).toEqual([expect.objectContaining({ code: 'JURISDICTION_BAD_RESPONSE' })]);
  });

  it('stays with that person: rows held back', async () => {
    await using place = await startPlace(() => ({ rows: [row(lin, enrollment)], zhs: 2 }));

    const found = await place.read.findInsuredPersons([lin], patient);

    expect(found).toEqual([expect.objectContaining({ code: 'JURISDICTION_BAD_RESPONSE' })]);
  });

  it('stays with that person: bytes outside the charset', async () => {
    await using place = await startPlace((request) => {
      const answer = writeAnswer(request, { rows: [row(lin, enrollment)] }, { password: 'Px7!example' });
      if (request.element('aac002') === lin.number) answer[answer.indexOf(Buffer.from('C1D6', 'hex'))] = 0xff;
      return request.element('aac002') === lin.number ? answer : good;
    });

    expect(await place.read.findInsuredPersons([lin, wang], patient)).toEqual([
      expect.objectContaining({
        code: 'BAD_ENCODING',
        message: expect.stringMatching(/^430000 .*at byte \d+$/),
      }),
      insured(),
    ]);
  });

  it('stays with that person: a name that cannot be sent', async () => {
    await using place = await startPlace(() => good);

    const found = await place.read.findInsuredPersons([person(2, '林\uD86C'), wang], patient);

    expect(found).toEqual([expect.objectContaining({ code: 'BAD_USER_INPUT' }), insured()]);
  });

  it('stays with that person: a request refused for what it asks', async () => {
    await using place = await startPlace(({ element }) =>
      element('aac002') === lin.number ? { code: '2001', text: '必填项缺失或格式错误' } : good,
    );

    expect(await place.read.findInsuredPersons([lin, wang], patient)).toEqual([
      expect.objectContaining({ code: 'JURISDICTION_REJECTED', retryable: false, upstreamCode: '2001' }),
      insured(),
    ]);
  });
});
