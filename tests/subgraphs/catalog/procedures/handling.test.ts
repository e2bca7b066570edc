import { expect, it } from 'vitest';
import { refused } from '../refused.ts';
import { withCatalog } from '../withCatalog.ts';

const { ask } = withCatalog();

/** 长春 for 沈阳, which the agreement of the north-east covers. */
const PLACES = 'acceptingDivision: "2201", owningDivision: "2101", on: "2022-01-01"';

it('says all that is needed to open a case', async () => {
  const query = `{ handling(item: "hukou-move-spouse", ${PLACES}) {
    availability { status reason instead { kind } }
    mode authority catalogueVersion formSchema
    partyRoles { required allowed }
    deadline { kind workingDays citation { quote } }
    procedure { id version name acceptance ways { mode authority } evidence
      steps { key role stage performer department action compensation isPivot deadlineWorkingDays when { step } evidence } } } }`;
  const clerk = { performer: 'CLERK', department: null, action: null, compensation: null, isPivot: false };
  const system = { performer: 'SYSTEM', department: 'PUBLIC_SECURITY', isPivot: false };
  const rest = { deadlineWorkingDays: null, when: null };

  expect(await ask(query)).toEqual({
    data: {
      handling: {
        availability: { status: 'AVAILABLE', reason: null, instead: [] },
        mode: 'JOINT_HANDLING',
        authority: null,
        catalogueVersion: 1,
        formSchema: expect.objectContaining({
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          required: ['fromAddress', 'toAddress', 'reason'],
          additionalProperties: false,
        }),
        partyRoles: { required: ['APPLICANT', 'SPOUSE'], allowed: ['APPLICANT', 'SPOUSE', 'AGENT', 'CHILD'] },
        deadline: { kind: 'AGREED', workingDays: 10, citation: { quote: '办理时限:10个工作日' } },
        procedure: {
          id: 'hukou-move',
          version: 1,
          name: '户口迁移',
          acceptance: 'CLERK',
          ways: [{ mode: 'JOINT_HANDLING', authority: null }],
          evidence: 'FOUND',
          steps: [
            { key: 'approve', role: 'ACCEPTING', stage: 1, ...clerk, ...rest, evidence: 'FOUND' },
            {
              key: 'issue-permit',
              role: 'ACCEPTING',
              stage: 2,
              ...system,
              action: 'issue-migration-permit',
              compensation: 'undo-issue-migration-permit',
              ...rest,
              evidence: 'FOUND',
            },
            {
              key: 'move-out',
              role: 'OWNING',
              stage: 3,
              ...system,
              action: 'move-out',
              compensation: 'undo-move-out',
              isPivot: true,
              ...rest,
              evidence: 'FOUND',
            },
            {
              key: 'register-move-in',
              role: 'ACCEPTING',
              stage: 4,
              ...system,
              action: 'register-move-in',
              compensation: null,
              ...rest,
              evidence: 'RECALLED',
            },
          ],
        },
      },
    },
  });
});

const WAYS: readonly [string, string, object][] = [
  [
    'first-id-card',
    '',
    { mode: 'PROXY_COLLECTION', authority: 'COLLECT', procedure: { id: 'first-id-card' } },
  ],
  [
    'first-id-card',
    'authority: DELEGATED',
    { mode: 'PROXY_COLLECTION', authority: 'DELEGATED', procedure: { id: 'first-id-card-delegated' } },
  ],
  [
    'hukou-certificate',
    'mode: FULLY_ONLINE',
    { mode: 'FULLY_ONLINE', authority: null, procedure: { id: 'hukou-certificate-online' } },
  ],
  // The source names the mode.
  [
    'fund-withdraw-purchase',
    '',
    { mode: 'JOINT_HANDLING', authority: null, procedure: { id: 'fund-withdraw-purchase' } },
  ],
  ['hukou-move-job', 'mode: FULLY_ONLINE', { mode: null, authority: null, procedure: null }],
  ['marriage-register', '', { mode: null, authority: null, procedure: null }],
  ['no-such-item', '', { mode: null, authority: null, procedure: null }],
];

it.each(WAYS)('finds the procedure of %s, asked for with "%s"', async (item, wanted, handling) => {
  const query = `{ handling(item: "${item}", ${PLACES} ${wanted}) { mode authority procedure { id } } }`;

  expect(await ask(query)).toEqual({ data: { handling } });
});

it('says why not and what instead, and tells how it would be handled all the same', async () => {
  const query = `{ handling(item: "hukou-move-spouse", acceptingDivision: "21", owningDivision: "2101", on: "2022-01-01") {
    availability { status reason } procedure { id } formSchema } }`;

  expect(await ask(query)).toEqual({
    data: {
      handling: {
        availability: { status: 'UNAVAILABLE', reason: 'SAME_PROVINCE' },
        procedure: { id: 'hukou-move' },
        formSchema: expect.any(Object),
      },
    },
  });
});

it('gives the fields of a form in the order in which they are filled in', async () => {
  const { data } = (await ask('{ serviceItem(code: "fund-withdraw-purchase") { formSchema } }')) as {
    data: { serviceItem: { formSchema: { properties: object } } };
  };

  expect(Object.entries(data.serviceItem.formSchema.properties).slice(0, 4)).toEqual([
    [
      'houseDivision',
      {
        type: 'string',
        title: '购房地行政区划代码',
        description: '购房地即第三地,由其核验',
        maxLength: 6,
        pattern: '^\\d{6}$',
      },
    ],
    ['houseAddress', { type: 'string', title: '房屋坐落', maxLength: 200 }],
    ['contractNumber', { type: 'string', title: '购房合同编号', maxLength: 60 }],
    ['amount', expect.objectContaining({ title: '提取金额' })],
  ]);
});

it('is refused for a place or a day of another form', async () => {
  const query =
    '{ handling(item: "first-id-card", acceptingDivision: "9", owningDivision: "2101") { mode } }';

  expect(await ask(query)).toMatchObject({
    data: { handling: null },
    errors: [{ extensions: refused('').extensions }],
  });
});

it('an item has its procedures, its form and its parties, or none', async () => {
  const query = `query ($code: ID!) { serviceItem(code: $code) { formSchema partyRoles { required } procedures { id ways { mode authority } } } }`;

  expect(await ask(query, { code: 'temp-id-card' })).toEqual({
    data: {
      serviceItem: {
        formSchema: expect.objectContaining({ type: 'object' }),
        partyRoles: { required: ['APPLICANT'] },
        procedures: [
          { id: 'temp-id-card', ways: [{ mode: 'PROXY_COLLECTION', authority: 'COLLECT' }] },
          { id: 'temp-id-card-delegated', ways: [{ mode: 'PROXY_COLLECTION', authority: 'DELEGATED' }] },
        ],
      },
    },
  });
  expect(await ask(query, { code: 'marriage-register' })).toEqual({
    data: { serviceItem: { formSchema: null, partyRoles: null, procedures: [] } },
  });
});

it('a step says by what text it has its limit, and when it is left out', async () => {
  const query = `{ procedure(id: "pension-transfer-employee") { note citation { source }
    steps { key deadlineWorkingDays deadlineCitation { source } when { step output equals } } } }`;
  const source = expect.stringMatching(/^a retrieved text or public code/);
  const limit = { deadlineWorkingDays: 15, deadlineCitation: { source }, when: null };
  const none = { deadlineWorkingDays: null, deadlineCitation: null, when: null };

  expect(await ask(query)).toEqual({
    data: {
      procedure: {
        note: expect.stringContaining('45'),
        citation: { source },
        steps: [
          { key: 'review', ...limit },
          { key: 'register-letter', ...none },
          { key: 'freeze-account', ...limit },
          { key: 'issue-sheet', ...none },
          { key: 'transfer-fund', ...none },
          { key: 'merge-records', ...limit },
          { key: 'clarify', ...none, when: { step: 'merge-records', output: 'matches', equals: 'false' } },
        ],
      },
    },
  });
});
