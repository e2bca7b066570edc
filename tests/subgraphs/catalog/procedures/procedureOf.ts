type Row = Readonly<Record<string, unknown>>;

const BY = { evidence: 'inferred', source: 'a test' };

/** A step of the section `procedures` for a system, with everything that it must have. */
export const systemStep = (key: string, stage: number, rest: Row = {}): Row => ({
  key,
  nameZh: '环节',
  role: 'OWNING',
  stage,
  performer: 'SYSTEM',
  department: 'housingFund',
  action: 'confirm-account',
  isPivot: false,
  ...BY,
  ...rest,
});

/** The same for a clerk. */
export const clerkStep = (key: string, stage: number, rest: Row = {}): Row => ({
  key,
  nameZh: '审核',
  role: 'ACCEPTING',
  stage,
  performer: 'CLERK',
  isPivot: false,
  ...BY,
  ...rest,
});

/** A row of the section `procedures` that handles `card` in 多地联办. */
export const procedureOf = (id: string, steps: readonly Row[], rest: Row = {}): Row => ({
  id,
  version: 1,
  nameZh: `流程${id}`,
  acceptance: 'CLERK',
  items: ['card'],
  ways: [{ mode: 'JOINT_HANDLING' }],
  steps,
  ...BY,
  ...rest,
});

/** A row of the section `forms` for `card`, with one field. */
export const formOf = (properties: Row, rest: Row = {}, schema: Row = {}): Row => ({
  item: 'card',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties,
    required: [],
    additionalProperties: false,
    ...schema,
  },
  order: Object.keys(properties),
  parties: { required: ['APPLICANT'], allowed: ['APPLICANT', 'AGENT'] },
  ...BY,
  ...rest,
});
