import { expect, it } from 'vitest';
import { z } from 'zod';
import { withCatalog } from './withCatalog.ts';

const { ask } = withCatalog();
it('gives figures with their words, and says where they do not add up', async () => {
  const query = `{ referenceValues(topic: HOUSING_FUND) { id name value approximate unit division { name } asOf { stated precision }
    period { stated } breakdown { name value } quote note } }`;
  const { data } = (await ask(query)) as { data: { referenceValues: { id: string }[] } };

  expect(data.referenceValues.at(-1)).toEqual({
    id: 'statistic-13',
    name: '合肥市住房公积金业务',
    value: 753,
    approximate: null,
    unit: '笔',
    division: { name: '合肥市' },
    asOf: { stated: '2021-12', precision: 'MONTH' },
    period: null,
    breakdown: [
      { name: '两地联办购房提取', value: 82 },
      { name: '异贷证明', value: 66 },
      { name: '专窗受理', value: 201 },
      { name: '业务协查', value: 518 },
    ],
    quote: '截至2021年12月,合肥市已完成住房公积金“跨省通办”业务总计753笔',
    note: '82+66+201+518=867, more than 753: the parts do not add up in the article',
  });
});

it('gives the policy in its words: five goals, three modes', async () => {
  const query = `{ goals: policyStatements(kind: GOALS) { name terms items { code } }
    modes: policyStatements(kind: HANDLING_MODES) { terms }
    lists: nationalLists { batch byEndOf { stated lastDay } itemCount citation { quote } } }`;
  const { data } = (await ask(query)) as { data: { goals: unknown; modes: unknown; lists: unknown[] } };

  expect({ ...data, lists: data.lists.slice(0, 1) }).toEqual({
    goals: [{ name: '五通', terms: ['业务通', '系统通', '数据通', '证照通', '用户通'], items: [] }],
    modes: [{ terms: ['全程网办', '异地代收代办', '多地联办'] }],
    lists: [
      {
        batch: '2020-35/2020',
        byEndOf: { stated: '2020', lastDay: '2020-12-31' },
        itemCount: 58,
        citation: { quote: '一、2020年底前实现“跨省通办”的事项(58项)' },
      },
    ],
  });
});

it('a bad argument costs its own field, and nothing beside it', async () => {
  const query = `{
    good: serviceItem(code: "hukou-certificate") { code }
    availability(item: "x", acceptingDivision: "9", owningDivision: "11") { status }
    availabilities(item: "x", on: "tomorrow") { status }
    alliances(on: "tomorrow") { id }
    dueDate(item: "x", acceptedOn: "tomorrow", division: "11") { dueOn }
    serviceItems(first: 0) { totalCount }
    workingDayCalendar(division: "11", from: "2026-02-01", to: "2026-01-01") { workingDays }
    catalogueChanges(from: 0, to: 1) { totalCount }
  }`;
  const failed = ['availability', 'availabilities', 'alliances', 'dueDate', 'serviceItems'];
  const all = [...failed, 'workingDayCalendar', 'catalogueChanges'];

  expect(await ask(query)).toMatchObject({
    data: { good: { code: 'hukou-certificate' }, ...Object.fromEntries(all.map((field) => [field, null])) },
    errors: expect.toSatisfy(
      (errors: readonly { path: readonly string[]; extensions: { code: string } }[]) =>
        errors.length === all.length &&
        errors.every(
          ({ path, extensions }) => extensions.code === 'BAD_USER_INPUT' && all.includes(String(path)),
        ),
    ),
  });
});

it('a grant names its places by code; none stands for anywhere, and for nothing else', async () => {
  const query = `{ availability(item: "hukou-move-spouse", acceptingDivision: "2201", owningDivision: "2101", on: "2022-01-01") {
    grants { basis acceptingDivision owningDivision } } }`;

  expect(await ask(query)).toEqual({
    data: {
      availability: {
        grants: [
          { basis: 'ALLIANCE', acceptingDivision: '220100', owningDivision: '210100' },
          { basis: 'NATIONAL_LIST', acceptingDivision: null, owningDivision: null },
        ],
      },
    },
  });
});

it('lists the items of a batch, and those that are verified', async () => {
  const query = `{
    batch: serviceItems(filter: { batch: "2022-34/2023" }) { totalCount nodes { batch } }
    verified: serviceItems(filter: { verified: true }, first: 1) { totalCount nodes { verified } }
    other: serviceItems(filter: { verified: false }) { totalCount }
    all: serviceItems { totalCount }
  }`;

  expect(await ask(query)).toEqual({
    data: {
      batch: { totalCount: 2, nodes: [{ batch: '2022-34/2023' }, { batch: '2022-34/2023' }] },
      verified: { totalCount: 26, nodes: [{ verified: true }] },
      other: { totalCount: 106 },
      all: { totalCount: 132 },
    },
  });
});

it('a pair names agreements and lists apart', async () => {
  const query = `{ availabilities(item: "hukou-move-spouse", acceptingDivisions: ["2201"], owningDivisions: ["2101", "11"],
    on: "2022-01-01") { owningDivision alliances { id } nationalLists { batch } } }`;
  const nationalLists = [{ batch: '2020-35/2021' }];

  expect(await ask(query)).toEqual({
    data: {
      availabilities: [
        { owningDivision: '110000', alliances: [], nationalLists },
        { owningDivision: '210100', alliances: [{ id: 'north-east-hukou' }], nationalLists },
      ],
    },
  });
});

it('says what the items can be asked for by', async () => {
  const fields =
    'categories { name itemCount } leadDepartments { name itemCount } batches { name itemCount }';
  const answer = await ask(`{ serviceItemGroups { ${fields} }
    category: serviceItems(filter: { category: "公安" }) { totalCount }
    department: serviceItems(filter: { leadDepartment: "公安部" }) { totalCount } }`);
  const data = z
    .object({
      data: z.object({
        serviceItemGroups: z.record(z.string(), z.array(z.object({ name: z.string(), itemCount: z.int() }))),
        category: z.object({ totalCount: z.int() }),
        department: z.object({ totalCount: z.int() }),
      }),
    })
    .parse(answer).data;

  const { categories, leadDepartments, batches } = data.serviceItemGroups;
  expect(categories).toContainEqual({ name: '公安', itemCount: data.category.totalCount });
  expect(categories?.reduce((sum, { itemCount }) => sum + itemCount, 0)).toBe(132);
  expect(leadDepartments).toContainEqual({ name: '公安部', itemCount: data.department.totalCount });
  expect(batches).toEqual([
    { name: '2020-35/2020', itemCount: 44 },
    { name: '2020-35/2021', itemCount: 56 },
    { name: '2020-35/after-2021', itemCount: 5 },
    { name: '2022-34/2022', itemCount: 10 },
    { name: '2022-34/2023', itemCount: 2 },
  ]);
});
