import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildASTSchema, isEnumType, isInputObjectType, isNonNullType, Kind, parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { coerceVariables } from '../../../../gateway/execute/coerceVariables.ts';
import type { ItemForm } from '../../../../schema/typed/ItemForm.ts';
import { readItemForms } from '../../../../schema/typed/readItemForms.ts';
import { FIRST_CLASS_ITEMS } from '../../../../subgraphs/cases/typed/firstClassItems.ts';
import { readSdl } from '../../../../subgraphs/serving/readSdl.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { caseOf, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';
import { sampleForm } from './sampleForm.ts';

const PROJECT = join(import.meta.dirname, '../../../..');
const MUTATIONS = Object.entries(FIRST_CLASS_ITEMS).map(([mutation, item]) => ({
  mutation,
  item,
  name: `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`,
}));
const CASE = `query ($id: ID!) { case(id: $id) {
  item { code } procedure { id version } mode authority channel status form
  acceptingDivision { code } owningDivision { code } thirdDivision { code }
  parties { role holder { id } } timeline { event step } } }`;

const { openForAll, holderId } = withCases(['housing-fund', 'public-security', 'social-insurance']);
let scene: CasesScene;
let forms: ReadonlyMap<string, ItemForm>;
let schema: ReturnType<typeof buildASTSchema>;
beforeAll(async () => {
  scene = await openForAll();
  const read = await readItemForms(join(PROJECT, 'subgraphs/catalog/data'));
  forms = new Map(read.map((form) => [form.item, form]));
  schema = buildASTSchema(parse(await readSdl('cases')), { assumeValidSDL: true });
});

function formOf(item: string): ItemForm {
  const form = forms.get(item);
  if (form === undefined) throw new Error(`no form of ${item}`);
  return form;
}

/** Fields of an input type: `name` for what may be left out, `name!` for what may not. */
function fieldsOf(name: string): readonly string[] {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new Error(`${name} is no input`);
  return Object.values(type.getFields()).map(
    (field) => `${field.name}${isNonNullType(field.type) ? '!' : ''}`,
  );
}

/** As a clerk of the accepting place hands it in for two people. */
function inputOf({ order, ...form }: ItemForm) {
  const filled = sampleForm({ order, ...form });
  const roles = form.parties.required.filter((role) => role !== 'APPLICANT');
  return {
    acceptingDivision: '340100',
    owningDivision: '430100',
    thirdDivision: '340200',
    channel: 'COUNTER',
    parties: [
      { role: 'APPLICANT', holderId: holderId(0) },
      ...roles.map((role) => ({ role, holderId: holderId(1) })),
    ],
    form: filled,
    idempotencyKey: randomUUID(),
  };
}

const submitTyped = (mutation: string, name: string, input: object) =>
  scene.ask(
    callers.anhui,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { case { id } } }`,
    {
      input,
    },
  );

/** What the gateway says of an input that the types do not allow. */
function refusedByGateway(name: string, input: object): string {
  const [operation] = parse(`mutation ($input: ${name}Input!) { __typename }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const coerced = coerceVariables(schema, operation, { input });
  return coerced.kind === 'refused' ? coerced.errors.map(({ message }) => message).join('; ') : 'nothing';
}

describe.each(MUTATIONS)('$mutation', ({ mutation, item, name }) => {
  it('takes what the form and submitCase take, and requires the same', () => {
    const form = formOf(item);
    const common = fieldsOf('SubmitCaseInput').filter((field) => field !== 'item!' && field !== 'form');

    expect(fieldsOf(`${name}Form`)).toEqual(
      form.order.map((field) => `${field}${form.schema.required.includes(field) ? '!' : ''}`),
    );
    expect(fieldsOf(`${name}Input`).toSorted()).toEqual([...common, 'form!'].toSorted());
    const formType = schema.getType(`${name}Form`);
    const choices = Object.values(isInputObjectType(formType) ? formType.getFields() : {}).map((field) => {
      const type = isNonNullType(field.type) ? field.type.ofType : field.type;
      return isEnumType(type) ? type.getValues().map((value) => value.name) : undefined;
    });
    expect(choices).toEqual(form.order.map((field) => form.schema.properties[field]?.enum));
  });

  it('opens the case that submitCase opens, and finds it again by the same key', async () => {
    const input = inputOf(formOf(item));
    const plain = await submitted(scene, { ...input, item }, callers.anhui);
    const again = caseOf(await submitTyped(mutation, name, input));
    const other = caseOf(await submitTyped(mutation, name, { ...input, idempotencyKey: randomUUID() }));
    const [first, second] = await Promise.all(
      [plain, other.id].map((id) => scene.ask(callers.anhui, CASE, { id })),
    );

    expect(again.id).toBe(plain);
    expect(other.id).not.toBe(plain);
    expect(second).toEqual(first);
    expect(second).toMatchObject({ data: { case: { item: { code: item }, form: input.form } } });
  });

  it('names the path of what is wrong', async () => {
    const form = formOf(item);
    const input = inputOf(form);
    const wrong = form.order.find((field) => form.schema.properties[field]?.enum === undefined) ?? '';
    const missing = form.schema.required[0] ?? '';
    const { [missing]: _, ...without } = input.form;

    expect(
      refusalOf(
        await submitTyped(mutation, name, { ...input, form: { ...input.form, [wrong]: '长'.repeat(500) } }),
      ),
    ).toEqual([
      'BAD_USER_INPUT',
      expect.stringContaining(`input.form.${wrong} (${form.schema.properties[wrong]?.title}) `),
    ]);
    // What the types refuse never gets here: the gateway says so.
    expect(refusedByGateway(name, { ...input, form: without })).toMatch(
      new RegExp(`at "input\\.form": Field "${missing}" of required type`),
    );
  });
});

it('takes null for what was left empty', async () => {
  const form = { fromAddress: '甲', toAddress: '乙', reason: '调动', newEmployer: null };
  const input = { ...inputOf(formOf('hukou-move-job')), form };
  const { id } = caseOf(await submitTyped('migrateHukouForJobTransfer', 'MigrateHukouForJobTransfer', input));

  expect(await scene.ask(callers.anhui, 'query ($id: ID!) { case(id: $id) { form } }', { id })).toEqual({
    data: { case: { form: { fromAddress: '甲', toAddress: '乙', reason: '调动' } } },
  });
});

it('all stand in docs/typed-mutations.md, with their items', async () => {
  const page = await readFile(join(PROJECT, 'docs/typed-mutations.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| `([\w-]+)` \| (\S+) \|$/gm)].map(([, ...row]) => row);

  expect(rows).toEqual(MUTATIONS.map(({ mutation, item }) => [mutation, item, formOf(item).nameZh]));
});
