import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../subgraphs/catalog/document/readDocument.ts';
import { ABOUT, itemOf, smallDocuments } from '../smallDocument.ts';
import { clerkStep, formOf, procedureOf, systemStep } from './procedureOf.ts';

const write = smallDocuments();

/** What is said of a document with one item, without the folder that it lies in. */
async function complaint(sections: Readonly<Record<string, unknown>>): Promise<string> {
  const path = await write({ catalogue: ABOUT, items: [itemOf('card')], ...sections });
  return readDocument(path).then(
    () => 'fine',
    (error: Error) => error.message.replaceAll(`${path}: `, ''),
  );
}

const withSteps = (...steps: readonly Readonly<Record<string, unknown>>[]) =>
  complaint({ procedures: [procedureOf('one', steps)] });

const withField = (field: object) => complaint({ forms: [formOf({ address: { ...TEXT, ...field } })] });

const TEXT = { type: 'string', title: '地址', maxLength: 200 };
const HOLD = { action: 'hold-withdrawal', compensation: 'undo-hold-withdrawal' };
const PAY = { action: 'pay-withdrawal', isPivot: true };

describe('a procedure', () => {
  it('may check in two places at once, hold, pay, and ask a clerk only where something is amiss', async () => {
    const when = { step: 'book', output: 'matches', equals: 'false' };
    const limit = { days: 5, evidence: 'found', source: 'a test', quote: '5个工作日' };

    expect(
      await withSteps(
        systemStep('ask', 1),
        systemStep('verify', 1, { role: 'THIRD', action: 'verify-purchase' }),
        systemStep('hold', 2, { ...HOLD, deadlineWorkingDays: limit }),
        systemStep('pay', 3, PAY),
        systemStep('book', 4, { action: 'book-transfer' }),
        clerkStep('negotiate', 5, { when }),
      ),
    ).toBe('fine');
  });

  it('may have a pivot that can be taken back until it is decided', async () => {
    const moveOut = { department: 'publicSecurity', action: 'move-out', compensation: 'undo-move-out' };

    expect(await withSteps(systemStep('move-out', 1, { ...moveOut, isPivot: true }))).toBe('fine');
  });

  it.each([
    ['no step', [], 'steps: Too small'],
    ['two steps of one key', [clerkStep('a', 1), clerkStep('a', 2)], 'steps.1.key: a stands there twice'],
    ['a first stage that is not 1', [clerkStep('a', 2)], 'steps.0.stage: must begin at 1'],
    ['a gap', [clerkStep('a', 1), clerkStep('b', 3)], 'steps.1.stage: must be 1 or 2'],
    [
      'a stage that goes back',
      [clerkStep('a', 1), clerkStep('b', 2), clerkStep('c', 1)],
      'steps.2.stage: must be 2 or 3',
    ],
    [
      'an action that nobody knows',
      [systemStep('a', 1, { action: 'pay' })],
      'steps.0.action: is nothing that a system may be asked to do',
    ],
    [
      'an action of another department',
      [systemStep('a', 1, { action: 'move-out' })],
      'steps.0.action: move-out is no action of housingFund',
    ],
    [
      'a compensation as a step',
      [systemStep('a', 1, { action: 'undo-hold-withdrawal' })],
      'steps.0.action: undo-hold-withdrawal is a compensation and no step of its own',
    ],
    [
      'a compensation that nobody knows',
      [systemStep('a', 1, { compensation: 'undo-confirm-account' })],
      'steps.0.compensation: is nothing that a system may be asked to do',
    ],
    [
      'a compensation of something else',
      [systemStep('a', 1, { compensation: 'undo-hold-withdrawal' })],
      'steps.0.compensation: undo-hold-withdrawal does not take back confirm-account',
    ],
    [
      'a compensation after a pivot',
      [systemStep('pay', 1, PAY), systemStep('hold', 2, HOLD)],
      'steps.1.compensation: nothing is taken back after the pivot pay',
    ],
    [
      'a pivot beside another step',
      [systemStep('pay', 1, PAY), clerkStep('a', 1)],
      'steps.0.isPivot: a pivot stands alone in its stage',
    ],
    [
      'a pivot of a clerk',
      [clerkStep('a', 1, { isPivot: true })],
      'steps.0.isPivot: a clerk moves no money and cancels no registration',
    ],
    [
      'a condition on a later step',
      [clerkStep('a', 1, { when: { step: 'b', output: 'x', equals: 'y' } }), systemStep('b', 2)],
      'steps.0.when.step: b is no step of a system of an earlier stage',
    ],
    [
      'a condition on a step beside it',
      [systemStep('b', 1), clerkStep('a', 1, { when: { step: 'b', output: 'x', equals: 'y' } })],
      'steps.1.when.step: b is no step of a system of an earlier stage',
    ],
    [
      'a condition on a clerk, who says nothing but yes and no',
      [clerkStep('b', 1), clerkStep('a', 2, { when: { step: 'b', output: 'x', equals: 'y' } })],
      'steps.1.when.step: b is no step of a system of an earlier stage',
    ],
    [
      'a clerk with an action',
      [clerkStep('a', 1, { action: 'move-out' })],
      'steps.0: Unrecognized key: "action"',
    ],
    ['no source', [clerkStep('a', 1, { source: undefined })], 'steps.0.source: '],
    ['no evidence', [clerkStep('a', 1, { evidence: undefined })], 'steps.0.evidence: Invalid option'],
    [
      'the article without its words',
      [clerkStep('a', 1, { evidence: 'article' })],
      'steps.0.quote: needs the words of the article',
    ],
    [
      'a limit that is only inferred',
      [clerkStep('a', 1, { deadlineWorkingDays: { days: 5, evidence: 'inferred', source: 'x' } })],
      'steps.0.deadlineWorkingDays.evidence: Invalid discriminator value',
    ],
    [
      'a limit that its words do not state',
      [
        clerkStep('a', 1, {
          deadlineWorkingDays: { days: 5, evidence: 'found', source: 'x', quote: '15日' },
        }),
      ],
      'steps.0.deadlineWorkingDays.quote: does not state this number of days',
    ],
  ])('is refused with %s', async (_, steps, reason) => {
    expect(await complaint({ procedures: [procedureOf('one', steps)] })).toContain(`row 1, ${reason}`);
  });

  it.each([
    ['items', ['none'], 'items: none is no item'],
    [
      'ways',
      [{ mode: 'PROXY_COLLECTION' }],
      'ways.0.authority: stands where mode is PROXY_COLLECTION, and only there',
    ],
    [
      'ways',
      [{ mode: 'FULLY_ONLINE', authority: 'COLLECT' }],
      'ways.0.authority: stands where mode is PROXY_COLLECTION, and only there',
    ],
    ['version', 0, 'version: Too small'],
    ['quote', '', 'quote: must not be empty'],
  ])('is refused with %s = %j', async (field, value, reason) => {
    const row = procedureOf('one', [clerkStep('a', 1)], { [field]: value });

    expect(await complaint({ procedures: [row] })).toContain(`row 1, ${reason}`);
  });

  it('is the only one for an item, a mode and an authority', async () => {
    const ways = [
      { mode: 'PROXY_COLLECTION', authority: 'COLLECT' },
      { mode: 'PROXY_COLLECTION', authority: 'DELEGATED' },
    ];
    const rows = [ways, [ways[1]], [{ mode: 'JOINT_HANDLING' }]].map((own, index) =>
      procedureOf(`p-${index}`, [clerkStep('a', 1)], { ways: own }),
    );

    expect(await complaint({ procedures: rows })).toBe(
      'row 2, ways: card PROXY_COLLECTION DELEGATED is handled by p-0 already',
    );
  });
});

describe('a form', () => {
  it('is a flat object of texts', async () => {
    expect(await withField({ description: '详细地址', pattern: '^.{2,}$' })).toBe('fine');
  });

  it.each([
    [{ type: 'number' }, 'type: Invalid input'],
    [{ title: 'address' }, 'title: must be in Chinese'],
    [{ title: '申请人姓名' }, "title: is the applicant's own, which comes with the party"],
    [{ title: '公民身份号码' }, "title: is the applicant's own, which comes with the party"],
    [{ maxLength: 0 }, 'maxLength: Too small'],
    [{ maxLength: undefined }, 'maxLength: Invalid input'],
    [{ enum: [] }, 'enum: Too small'],
    [{ format: 'date' }, 'row: Unrecognized key: "format"'],
    [{ maxLength: 401 }, 'maxLength: Too big'],
  ])('is refused with a field of %j', async (field, reason) => {
    const at = reason.startsWith('row: ')
      ? `schema.properties.address: ${reason.slice(5)}`
      : `schema.properties.address.${reason}`;

    expect(await withField(field)).toContain(`row 1, ${at}`);
  });

  it.each(['(', 'abc', '^a', 'a$', '^(a+)+$', '^(a|aa)*$', `^${'a'.repeat(200)}$`])(
    'is refused with a pattern that no stranger may be matched with: %s',
    async (pattern) => {
      expect(await withField({ pattern })).toBe(
        'row 1, schema.properties.address.pattern: must be a regular expression from ^ to $ that repeats no group',
      );
    },
  );

  it.each(['idNumber', 'name', 'applicantName', 'fullName', 'citizenNumber'])(
    "is refused with the applicant's own %s",
    async (name) => {
      expect(await complaint({ forms: [formOf({ [name]: TEXT })] })).toContain('row 1, schema.properties.');
    },
  );

  it.each([
    [formOf({ 'the-address': TEXT }), 'schema.properties.'],
    [
      formOf({}, {}, { required: ['address'] }),
      'schema.required: names a field that is none of the properties',
    ],
    [formOf({}, {}, { additionalProperties: true }), 'schema.additionalProperties: Invalid input'],
    [formOf({}, {}, { $schema: undefined }), 'schema.$schema: Invalid input'],
    [formOf({ address: TEXT }, { order: [] }), 'order: must name every property once'],
    [
      formOf({ address: TEXT, city: TEXT }, { order: ['city', 'city'] }),
      'order: must name every property once',
    ],
    [formOf({}, { item: 'none' }), 'item: none is no item'],
    [
      formOf({}, { parties: { required: [], allowed: ['APPLICANT'] } }),
      'parties.required: must hold APPLICANT',
    ],
    [
      formOf({}, { parties: { required: ['APPLICANT', 'SPOUSE'], allowed: ['APPLICANT'] } }),
      'parties.allowed: must hold all that are required',
    ],
    [
      formOf({}, { parties: { required: ['APPLICANT'], allowed: ['APPLICANT', 'APPLICANT'] } }),
      'parties.allowed: stand there twice',
    ],
    [formOf({}, { source: undefined }), 'source: '],
    [formOf({}, { evidence: 'article' }), 'quote: needs the words of the article'],
  ])('is refused %#', async (row, reason) => {
    expect(await complaint({ forms: [row] })).toContain(`row 1, ${reason}`);
  });

  it('is the only one of its item', async () => {
    expect(await complaint({ forms: [formOf({}), formOf({})] })).toBe('row 2, item: card stands there twice');
  });
});
