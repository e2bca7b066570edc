import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { requireAvailable } from '../../../../subgraphs/cases/commands/requireAvailable.ts';
import { validateForm } from '../../../../subgraphs/cases/commands/validateForm.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import { eventsOf } from '../support/look.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { caseOf, INPUTS, submit, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { openForAll, holderId } = withCases();
let scene: CasesScene;
beforeAll(async () => {
  scene = await openForAll();
});

const refusal = async (
  changes: Readonly<Record<string, unknown>>,
  caller: Parameters<typeof submit>[2] = callers.applicant,
) => refusalOf(await submit(scene, { ...INPUTS.retirement, ...changes }, caller));

const CASE = `query ($id: ID!) { case(id: $id) {
  id version item { code } procedure { id version } mode authority channel status outcome
  acceptingDivision { code } owningDivision { code } thirdDivision { code }
  parties { role holder { id } } submittedAt acceptedAt closedAt form outputs { step name value }
  timeline { event step stepName division { code } code reason } delivery { by } rating } }`;

it('opens a case, which its applicant sees whole', async () => {
  const id = await submitted(scene, INPUTS.purchase);
  const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);

  expect(await scene.ask(callers.applicant, CASE, { id })).toEqual({
    data: {
      case: {
        id,
        version: 1,
        item: { code: 'fund-withdraw-purchase' },
        procedure: { id: 'fund-withdraw-purchase', version: 1 },
        mode: 'JOINT_HANDLING',
        authority: null,
        channel: 'APP',
        status: 'SUBMITTED',
        outcome: null,
        acceptingDivision: { code: '340100' },
        owningDivision: { code: '430100' },
        thirdDivision: { code: '340200' },
        parties: [{ role: 'APPLICANT', holder: { id: holderId(0) } }],
        submittedAt: instant,
        acceptedAt: null,
        closedAt: null,
        form: INPUTS.purchase.form,
        outputs: [],
        timeline: [
          { event: 'SUBMITTED', step: null, stepName: null, division: null, code: null, reason: null },
        ],
        delivery: null,
        rating: null,
      },
    },
  });
});

it('accepts at once what the procedure accepts at once, and begins', async () => {
  const answer = await submit(scene, INPUTS.retirement);

  expect(caseOf(answer)).toMatchObject({ version: 3, status: 'IN_PROGRESS' });
  expect(await eventsOf(scene, caseOf(answer).id)).toEqual(['SUBMITTED', 'ACCEPTED', 'hold BEGUN']);
});

it('understands divisions of other lengths', async () => {
  const id = await submitted(scene, {
    ...INPUTS.retirement,
    acceptingDivision: '34',
    owningDivision: '4301',
  });
  const [row] = await scene.query(
    'select accepting_division, owning_division from cases.cases where case_id = $1',
    [id],
  );

  expect(row).toEqual({ accepting_division: '340000', owning_division: '430100' });
});

describe('the same request', () => {
  it('twenty times at once is one case', async () => {
    const input = { ...INPUTS.retirement, idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(scene, input)));

    expect(new Set(answers.map((answer) => caseOf(answer).id)).size).toBe(1);
    expect(
      await scene.query('select count(*)::int from cases.idempotency where key = $1', [input.idempotencyKey]),
    ).toEqual([{ count: 1 }]);
  });

  it('is known again whatever the order of its fields', async () => {
    const idempotencyKey = randomUUID();
    const { form, ...rest } = INPUTS.retirement;
    const turned = Object.fromEntries(Object.entries(form).toReversed());
    const first = caseOf(await submit(scene, { ...rest, form, idempotencyKey }));

    expect(caseOf(await submit(scene, { form: turned, ...rest, idempotencyKey })).id).toBe(first.id);
  });

  it('is another one with another body, and leaves the first case as it is', async () => {
    const idempotencyKey = randomUUID();
    const id = await submitted(scene, { ...INPUTS.retirement, idempotencyKey });
    const before = await eventsOf(scene, id);

    expect(await refusal({ idempotencyKey, form: { ...INPUTS.retirement.form, amount: '1.00' } })).toEqual([
      'CONFLICT',
      'this idempotencyKey was used for another request',
    ]);
    expect(await eventsOf(scene, id)).toEqual(before);
  });

  it('of somebody else is another case', async () => {
    const input = { ...INPUTS.retirement, idempotencyKey: randomUUID() };

    expect(await submitted(scene, input)).not.toBe(await submitted(scene, input, callers.neighbour));
  });

  it('may be made again after it was refused', async () => {
    const idempotencyKey = randomUUID();
    await refusal({ idempotencyKey, form: {} });

    expect(caseOf(await submit(scene, { ...INPUTS.retirement, idempotencyKey }))).toMatchObject({
      version: 3,
    });
  });
});

describe('what is refused', () => {
  it.each(['short', 'with spaces in it', 'x'.repeat(65), '编号编号编号编号'])(
    'a key such as %s',
    async (idempotencyKey) => {
      expect(await refusal({ idempotencyKey })).toEqual([
        'BAD_USER_INPUT',
        'input.idempotencyKey must be 8 to 64 letters, digits, - or _',
      ]);
    },
  );

  it('a form, naming every bad field and no value', async () => {
    const form = { retiredOn: '退休了', amount: '很多', extra: 'x', bankName: 7 };
    const [code, message] = await refusal({ form });

    expect(code).toBe('BAD_USER_INPUT');
    expect(message.replaceAll('input.form.', '').split('; ').toSorted()).toEqual(
      [
        'retiredOn (退休日期) 格式不符 has another format',
        'amount (提取金额) 格式不符 has another format',
        'bankAccountNumber (收款账号) 必填 is required',
        'bankName (收款银行) 须为文本 must be a text',
        'extra 不在申请表中 is not in the form',
      ].toSorted(),
    );
  });

  it.each([
    [['a']],
    ['text'],
    [{ 'a b': 'x' }],
    [Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`f${n}`, 'x']))],
  ])('a form that is none: %j', async (form) => {
    expect(await refusal({ form })).toEqual([
      'BAD_USER_INPUT',
      'input.form must be an object of at most 64 texts, named by letters and digits',
    ]);
  });

  it('an item that the catalogue does not have', async () => {
    expect(await refusal({ item: 'flying-licence' })).toEqual([
      'NOT_FOUND',
      'The catalogue has no item "flying-licence"',
    ]);
  });

  it('a division that is none', async () => {
    expect(await refusal({ owningDivision: '4x' })).toEqual([
      'BAD_USER_INPUT',
      expect.stringContaining('input.owningDivision'),
    ]);
  });

  it('two places between which it is not available, with the reason', async () => {
    expect(await refusal({ acceptingDivision: '430200' })).toEqual([
      'CONFLICT',
      'This cannot be handed in there today: SAME_PROVINCE',
    ]);
  });

  it('a place that is not connected', async () => {
    const answer = await submit(scene, { ...INPUTS.retirement, owningDivision: '510100' });

    expect(answer).toMatchObject({
      errors: [{ extensions: { code: 'JURISDICTION_NOT_CONNECTED', jurisdiction: '510100' } }],
    });
  });

  it('a third place that is missing', async () => {
    const { thirdDivision: _, ...input } = INPUTS.purchase;

    expect(refusalOf(await submit(scene, input))).toEqual([
      'BAD_USER_INPUT',
      expect.stringMatching(/^input\.thirdDivision is required: .+ is done there$/),
    ]);
  });

  it('somebody who is not signed in, or whom nobody knows', async () => {
    expect((await refusal({}, null))[0]).toBe('UNAUTHENTICATED');
    expect((await refusal({}, callers.stranger))[0]).toBe('NOT_FOUND');
  });
});

describe('who takes part', () => {
  const party = (role: string, index: number) => ({ role, holderId: holderId(index) });
  const NOBODY = '00000000-0000-4000-8000-000000000000';

  it('may be an agent, whose mandate a clerk has seen', async () => {
    const parties = [party('APPLICANT', 1), party('AGENT', 0)];
    const id = await submitted(scene, { ...INPUTS.retirement, channel: 'COUNTER', parties }, callers.anhui);

    expect(
      await scene.query('select role from cases.parties where case_id = $1 order by position', [id]),
    ).toEqual([{ role: 'APPLICANT' }, { role: 'AGENT' }]);
  });

  it('is anybody whom a clerk of the accepting place names', async () => {
    const input = { ...INPUTS.retirement, channel: 'COUNTER', parties: [party('APPLICANT', 0)] };
    const id = await submitted(scene, input, callers.anhui);

    expect(
      await scene.query('select actor_kind, office, portal from cases.audit where case_id = $1', [id]),
    ).toEqual([{ actor_kind: 'CLERK', office: '340000', portal: 'window' }]);
    expect(refusalOf(await submit(scene, INPUTS.retirement, callers.anhui))).toEqual([
      'BAD_USER_INPUT',
      'input.parties must have exactly one APPLICANT',
    ]);
    // A clerk of another place is nobody here.
    expect(refusalOf(await submit(scene, input, callers.hunan))[0]).toBe('NOT_FOUND');
    const unknown = [...input.parties, { role: 'AGENT', holderId: NOBODY }];
    expect(refusalOf(await submit(scene, { ...input, parties: unknown }, callers.anhui))).toEqual([
      'NOT_FOUND',
      'A party of the case is not known',
    ]);
  });

  it('is never the clerk who hands in', async () => {
    const clerk = { ...callers.applicant, scopes: callers.anhui.scopes };

    for (const parties of [[party('APPLICANT', 0)], [party('APPLICANT', 1), party('AGENT', 0)]])
      expect(
        refusalOf(await submit(scene, { ...INPUTS.retirement, channel: 'COUNTER', parties }, clerk)),
      ).toEqual(['FORBIDDEN', 'A clerk does not hand in at their own office for themselves']);
  });

  it.each([
    ['FORBIDDEN', 'The caller must be the applicant of the case', () => [party('APPLICANT', 1)]],
    [
      'CONSENT_REQUIRED',
      'An agent hands in by a mandate (input.mandate), is invited by the applicant, or hands in at a counter',
      () => [party('APPLICANT', 1), party('AGENT', 0)],
    ],
    ['BAD_USER_INPUT', 'input.parties must have exactly one APPLICANT', () => [party('AGENT', 0)]],
    [
      'BAD_USER_INPUT',
      'input.parties must have exactly one APPLICANT',
      () => [party('APPLICANT', 0), party('APPLICANT', 1)],
    ],
    [
      'BAD_USER_INPUT',
      'input.parties has EMPLOYER, which the item does not have',
      () => [party('APPLICANT', 0), party('EMPLOYER', 1)],
    ],
    [
      'BAD_USER_INPUT',
      'input.parties must be at most 10, each with the id of a holder',
      () => [{ role: 'APPLICANT', holderId: '430102198001010014' }],
    ],
    [
      'CONSENT_REQUIRED',
      'Others are not named but invited (input.invite), or the case is handed in at a counter',
      () => [party('APPLICANT', 0), party('AGENT', 1)],
    ],
    // Whether the other one exists is not told.
    [
      'CONSENT_REQUIRED',
      'Others are not named but invited (input.invite), or the case is handed in at a counter',
      () => [party('APPLICANT', 0), { role: 'AGENT', holderId: NOBODY }],
    ],
  ] as const)('is refused: %s, %s', async (code, message, parties) => {
    expect(await refusal({ parties: parties() })).toEqual([code, message]);
  });

  it('must be all that the item wants', async () => {
    const move = {
      item: 'hukou-move-spouse',
      acceptingDivision: '340100',
      owningDivision: '430100',
      channel: 'PORTAL',
      form: { fromAddress: '甲', toAddress: '乙', reason: '投靠' },
    };

    expect(refusalOf(await submit(scene, move))).toEqual(['BAD_USER_INPUT', 'input.parties lacks SPOUSE']);
    const parties = [party('APPLICANT', 0), party('SPOUSE', 1)];
    expect(refusalOf(await submit(scene, { ...move, parties }))[0]).toBe('CONSENT_REQUIRED');
    await submitted(scene, { ...move, channel: 'COUNTER', parties }, callers.anhui);
  });
});

it('says what can be done instead', () => {
  const handling = {
    availability: {
      status: 'UNAVAILABLE',
      reason: 'NOT_BEGUN',
      instead: [
        { kind: 'OTHER_PLACE', acceptingPlace: { name: '广东省' }, beginsOn: null },
        { kind: 'LATER', acceptingPlace: null, beginsOn: '2027-01-01' },
      ],
    },
    mode: null,
    authority: null,
    procedure: null,
    formSchema: null,
    partyRoles: null,
    deadline: null,
    catalogueVersion: 1,
  };

  expect(() => requireAvailable(handling, 'any')).toThrow(
    'This cannot be handed in there today: NOT_BEGUN. 可改为 instead: OTHER_PLACE 广东省; LATER 2027-01-01',
  );
});

it('counts characters as people do: a rare one is one', () => {
  const schema = { type: 'object', properties: { name: { type: 'string', title: '姓名', maxLength: 3 } } };

  expect(validateForm(schema, { name: '𠮷𠮷𠮷' })).toEqual({ name: '𠮷𠮷𠮷' });
  expect(() => validateForm(schema, { name: '𠮷𠮷𠮷𠮷' })).toThrow('name (姓名) 过长 is too long');
});
