import { expect, it } from 'vitest';
import { z } from 'zod';
import { readDocument } from '../../../subgraphs/catalog/document/readDocument.ts';
import { findDataFolder } from '../../../subgraphs/catalog/findDataFolder.ts';
import { refused } from './refused.ts';
import { withCatalog } from './withCatalog.ts';

const { ask } = withCatalog();

const PAGE = `query ($filter: ServiceItemFilter, $first: Int, $after: String, $last: Int, $before: String) {
  serviceItems(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    version
    totalCount
    edges { cursor node { code } }
    nodes { code }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const pageShape = z.object({
  data: z.object({
    serviceItems: z.object({
      version: z.number(),
      totalCount: z.number(),
      edges: z.array(z.object({ cursor: z.string(), node: z.object({ code: z.string() }) })),
      nodes: z.array(z.object({ code: z.string() })),
      pageInfo: z.object({
        hasNextPage: z.boolean(),
        hasPreviousPage: z.boolean(),
        startCursor: z.string().nullable(),
        endCursor: z.string().nullable(),
      }),
    }),
  }),
});
type Variables = Readonly<Record<string, unknown>>;

const askPage = async (variables: Variables) => pageShape.parse(await ask(PAGE, variables)).data.serviceItems;
const codesOf = ({ nodes }: Awaited<ReturnType<typeof askPage>>) => nodes.map(({ code }) => code);

/** Page by page from the start, or from the end. */
async function readAll(filter: Variables, size: number, from: 'START' | 'END' = 'START') {
  const pages: string[][] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page = await askPage(
      from === 'START' ? { filter, first: size, after: cursor } : { filter, last: size, before: cursor },
    );
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    expect(page.edges.map(({ node }) => node)).toEqual(page.nodes);
    const cursors = page.edges.map(({ cursor: one }) => one);
    expect([startCursor, endCursor]).toEqual([cursors[0] ?? null, cursors.at(-1) ?? null]);
    expect(from === 'START' ? hasPreviousPage : hasNextPage).toBe(cursor !== null);
    pages.push(codesOf(page));
    cursor = from === 'START' ? endCursor : startCursor;
    more = from === 'START' ? hasNextPage : hasPreviousPage;
  }
  return pages;
}

it('are told with everything that is known of them', async () => {
  const article = 'encyclopedia article 跨省通办, revision of 2024-12-12';
  const citation = {
    source: article,
    quote: '辽宁省三类跨省大件运输审批时间已从法定15个工作日减至平均2.8个工作日',
  };
  const cited = 'citation { source quote }';
  const fields = `code name aliases category leadDepartment subject modes { mode authority citation { source quote } }
    materials { name ${cited} } promisedTime { workingDays ${cited} } statutoryTime { workingDays ${cited} }
    channels { kind name ${cited} } batch verified citations { source quote }
    provenance { source quote list batch confidence verified nameVerified note }`;

  expect(
    await ask(`{ known: serviceItem(code: "oversize-transport-permit") { ${fields} }
      unknown: serviceItem(code: "no-such-item") { ${fields} }
      noCode: serviceItem(code: "\\u0000") { ${fields} } }`),
  ).toEqual({
    data: {
      known: {
        code: 'oversize-transport-permit',
        name: '跨省大件运输审批',
        aliases: ['三类跨省大件运输审批'],
        category: '交通',
        leadDepartment: '交通运输部',
        subject: 'COMPANY',
        modes: null,
        materials: null,
        promisedTime: null,
        statutoryTime: { workingDays: 15, citation },
        channels: null,
        batch: null,
        verified: false,
        citations: [],
        provenance: {
          ...citation,
          list: null,
          batch: null,
          confidence: 'HIGH',
          verified: false,
          nameVerified: true,
          note: expect.stringContaining('the article does not name'),
        },
      },
      unknown: null,
      noCode: null,
    },
  });
});

it('name who says so beside every mode', async () => {
  expect(
    await ask(
      '{ serviceItem(code: "fund-withdraw-purchase") { modes { mode authority citation { source quote } } } }',
    ),
  ).toEqual({
    data: {
      serviceItem: {
        modes: [
          {
            mode: 'JOINT_HANDLING',
            authority: null,
            citation: {
              source: 'encyclopedia article 跨省通办, revision of 2024-12-12',
              quote: '异地购房提取住房公积金已实现两地联办',
            },
          },
        ],
      },
    },
  });
});

it('name who says so beside channels', async () => {
  expect(
    await ask(
      `{ serviceItem(code: "fund-employer-open") { batch modes { mode } channels { kind name citation { quote } } } }`,
    ),
  ).toEqual({
    data: {
      serviceItem: {
        batch: '2020-35/2021',
        // Its text names two portals, and not that nothing else is needed.
        modes: null,
        channels: ['企业“一窗通”', '政务网'].map((name) => ({
          kind: 'PORTAL',
          name,
          citation: { quote: '住房公积金单位登记开户可通过企业“一窗通”和政务网申请办理单位开户' },
        })),
      },
    },
  });
});

it('answer references in one go, null for a code that nobody knows', async () => {
  const codes = ['first-id-card', 'no-such-item', 'first-id-card', 'hukou-certificate'];
  const reps = codes.map((code) => ({ __typename: 'ServiceItem', code }));

  expect(
    await ask(
      'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on ServiceItem { name } } }',
      {
        reps,
      },
    ),
  ).toEqual({
    data: {
      _entities: [
        { name: '首次申领居民身份证' },
        null,
        { name: '首次申领居民身份证' },
        { name: '开具户籍类证明' },
      ],
    },
  });
});

it('have a mode for every term of the source, and null where it is silent', async () => {
  const { sections } = await readDocument(findDataFolder());
  const terms = { 全程网办: 'FULLY_ONLINE', 异地代收代办: 'PROXY_COLLECTION', 多地联办: 'JOINT_HANDLING' };
  const nodes = sections.items.map(({ row: { slug, modes } }) => ({
    code: slug,
    modes: modes?.map(({ mode }) => ({ mode: terms[mode] })) ?? null,
  }));

  expect(await ask('{ serviceItems(first: 200) { nodes { code modes { mode } } } }')).toEqual({
    data: { serviceItems: { nodes } },
  });
});

it('come in pages that miss nothing and repeat nothing, from either end', async () => {
  const [all = []] = await readAll({}, 200);
  const forward = await readAll({}, 25);
  const backward = await readAll({}, 25, 'END');

  expect(all).toHaveLength(132);
  expect([forward.flat(), forward.map(({ length }) => length)]).toEqual([all, [25, 25, 25, 25, 25, 7]]);
  expect([backward.toReversed().flat(), backward.map(({ length }) => length)]).toEqual([
    all,
    [25, 25, 25, 25, 25, 7],
  ]);
});

it('come 50 at a time where nothing else is asked for', async () => {
  expect((await askPage({})).nodes).toHaveLength(50);
});

it('end with the last page also when it is full', async () => {
  expect((await readAll({ category: '公积金' }, 14)).map(({ length }) => length)).toEqual([14]);
});

it('are cut out between two cursors', async () => {
  const { edges } = await askPage({ first: 6 });
  const between = await askPage({ first: 200, after: edges[1]?.cursor, before: edges[5]?.cursor });

  expect(codesOf(between)).toEqual(edges.slice(2, 5).map(({ node }) => node.code));
  expect(between.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
});

it('say that a page is empty without a cursor', async () => {
  expect(await askPage({ filter: { category: '无此领域' } })).toEqual({
    version: 1,
    totalCount: 0,
    edges: [],
    nodes: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  });
});

it.each([
  [{ category: '公积金' }, 14],
  [{ leadDepartment: '公安部' }, 19],
  [{ mode: 'JOINT_HANDLING' }, 1],
  [{ subject: 'COMPANY' }, 33],
  [{ subject: 'BOTH' }, 9],
  [{ subject: 'PERSON', category: '交通' }, 16],
  [{ category: '公安', subject: 'COMPANY' }, 0],
  [{ category: '公积金', mode: 'FULLY_ONLINE', leadDepartment: '住房城乡建设部', text: '证明' }, 2],
])('are filtered by %j', async (filter, totalCount) => {
  const all = (await readAll(filter, 5)).flat();

  expect([all.length, (await askPage({ filter, first: 1 })).totalCount]).toEqual([totalCount, totalCount]);
});

it.each([
  ['首次申领', '5103', '43', '2023-02-01', ['first-id-card']],
  ['首次申领', '510300', '430000000000', '2023-02-01', ['first-id-card']],
  // Not begun; the other way round; a province that the city does not serve.
  ['首次申领', '5103', '43', '2023-01-31', []],
  ['首次申领', '53', '5103', '2023-02-01', []],
  ['首次申领', '5103', '63', '2023-02-01', []],
  ['结婚登记', '11', '31', '2023-06-01', ['marriage-register']],
  ['结婚登记', '11', '31', '2023-05-31', []],
  ['结婚登记', '11', '11', '2023-06-01', []],
])(
  'are those that a pair of places can get done: %s, %s for %s on %s',
  async (text, accepting, owning, on, codes) => {
    const pair = { acceptingDivision: accepting, owningDivision: owning, on };
    const page = await askPage({ filter: { text, pair } });

    expect([codesOf(page), page.totalCount]).toEqual([codes, codes.length]);
  },
);

it('are those of today where a pair names no day', async () => {
  const filter = { text: '不动产', pair: { acceptingDivision: '14', owningDivision: '43' } };
  const all = await askPage({ filter });
  const first = await askPage({ filter, first: 1 });

  expect(codesOf(all)).toContain('property-transfer');
  expect(first.totalCount).toBe(all.totalCount);
  expect((await askPage({ filter, after: first.pageInfo.endCursor })).edges).toEqual(all.edges.slice(1));
});

it.each([
  [{ first: 0 }, 'first must be 1 to 200'],
  [{ first: 201 }, 'first must be 1 to 200'],
  [{ last: -1 }, 'last must be 1 to 200'],
  [{ first: 1, last: 1 }, 'first and last cannot be given together'],
  [{ filter: { text: 'x'.repeat(101) } }, 'text must be text of at most 100 characters'],
  [{ filter: { text: 'a b c d e f g h i j k' } }, 'text must be at most 10 words'],
  [{ filter: { category: '\0' } }, 'category must be text of at most 100 characters'],
  [
    { filter: { pair: { acceptingDivision: '43', owningDivision: '4' } } },
    'owningDivision must be a division code of 2, 4, 6, 9 or 12 digits',
  ],
  [
    { filter: { pair: { acceptingDivision: '43', owningDivision: '44', on: '2024-02-30' } } },
    'on must be a day of the form YYYY-MM-DD',
  ],
])('refuse %j', async (variables, message) => {
  expect(await ask(PAGE, variables)).toMatchObject({ errors: [refused(message)] });
});

it('refuse a cursor of another list', async () => {
  const { pageInfo } = await askPage({ first: 5, filter: { category: '公积金' } });

  expect(await ask(PAGE, { after: pageInfo.endCursor })).toMatchObject({
    errors: [refused('after must be a cursor of this list')],
  });
});

it.each(['', 'x', '[1,0,5,"no such list"]', '{}', '[1,0,-5,""]'])(
  'refuse a cursor that is none: %j',
  async (content) => {
    const before = Buffer.from(content).toString('base64url');

    expect(await ask(PAGE, { last: 5, before })).toMatchObject({
      errors: [refused('before must be a cursor of this list')],
    });
  },
);
