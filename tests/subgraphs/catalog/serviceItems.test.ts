import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PROVINCES } from '../../../domain/provinces.ts';
import { readCatalogConfig } from '../../../subgraphs/catalog/config.ts';
import { findDataFolder } from '../../../subgraphs/catalog/findDataFolder.ts';
import { startCatalog } from '../../../subgraphs/catalog/main.ts';
import type { SubgraphServer } from '../../../subgraphs/serveSubgraph.ts';
import { callSubgraph } from '../serving/callSubgraph.ts';
import { signTestContext } from '../serving/signTestContext.ts';
import { testContext } from '../serving/testContext.ts';

const KEY = Buffer.alloc(32, 3);
const CITIES = [
  ['340100', '合肥市'],
  ['430700', '常德市'],
  ['440900', '茂名市'],
  ['450900', '玉林市'],
  ['510300', '自贡市'],
] as const;

const start = (dataFolder?: string) =>
  startCatalog(
    readCatalogConfig({
      contextKey: { key: KEY.toString('base64') },
      ...(dataFolder === undefined ? {} : { dataFolder }),
    }),
    pino({ level: 'silent' }),
  );

let server: SubgraphServer;
beforeAll(async () => {
  server = await start();
});
afterAll(() => server.stop());

const ask = async (query: string, variables: Readonly<Record<string, unknown>> = {}) => {
  const context = signTestContext(testContext('catalog'), KEY);
  return (await callSubgraph(`${server.url}/graphql`, context, query, variables)).body;
};
const refused = (message: string) => ({
  message,
  extensions: { code: 'BAD_USER_INPUT', origin: 'PORTAL', retryable: false },
});

describe('divisions', () => {
  it('are the 35 of province level and five cities, in order of code', async () => {
    const expected = [...PROVINCES.map(({ code, nameZh }) => [code, nameZh] as const), ...CITIES]
      .map(([code, name]) => ({ code, name }))
      .toSorted((one, other) => one.code.localeCompare(other.code));

    expect(expected).toHaveLength(40);
    expect(await ask('{ divisions { code name } }')).toEqual({ data: { divisions: expected } });
  });

  it.each([
    ['CITY', CITIES.map(([code]) => code)],
    ['PROVINCE', PROVINCES.map(({ code }) => code)],
  ])('are found by level %s', async (level, codes) => {
    const answer = await ask('query ($level: DivisionLevel) { divisions(level: $level) { code } }', {
      level,
    });

    expect(answer).toEqual({ data: { divisions: codes.map((code) => ({ code })) } });
  });

  it.each(['4307', '430700', '430700000000'])('are found by code in any spelling: %s', async (code) => {
    const fields = 'code name shortName englishName level province { code shortName province { code } }';

    expect(
      await ask(`query ($code: DivisionCode!) { division(code: $code) { ${fields} } }`, { code }),
    ).toEqual({
      data: {
        division: {
          code: '430700',
          name: '常德市',
          shortName: '常德',
          englishName: 'Changde',
          level: 'CITY',
          province: { code: '430000', shortName: '湖南', province: null },
        },
      },
    });
  });

  it('are null where the catalogue knows none', async () => {
    expect(await ask('{ division(code: "430800") { code } }')).toEqual({ data: { division: null } });
  });

  it.each(['"43070"', '"990000"', '430700', 'true'])('refuse %s', async (code) => {
    expect(await ask(`{ division(code: ${code}) { code } }`)).toEqual({
      data: { division: null },
      errors: [expect.objectContaining(refused('code must be a division code of 2, 4, 6, 9 or 12 digits'))],
    });
  });

  it('answer references in canonical spelling, and no other', async () => {
    const reps = ['430700', '430000', '4307', '430800'].map((code) => ({ __typename: 'Division', code }));
    const query =
      'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Division { name } } }';

    const answers = [await ask(query, { reps }), await ask(query, { reps })];

    const expected = { data: { _entities: [{ name: '常德市' }, { name: '湖南省' }, null, null] } };
    expect(answers).toEqual([expected, expected]);
  });
});

describe('service items', () => {
  const page = `query ($first: Int!, $after: String, $category: String, $subject: ServiceSubject) {
    serviceItems(first: $first, after: $after, category: $category, subject: $subject) {
      totalCount endCursor hasNextPage nodes { code } } }`;
  const pageShape = z.object({
    data: z.object({
      serviceItems: z.object({
        totalCount: z.number(),
        endCursor: z.string().nullable(),
        hasNextPage: z.boolean(),
        nodes: z.array(z.object({ code: z.string() })),
      }),
    }),
  });
  const askPage = async (variables: Readonly<Record<string, unknown>>) =>
    pageShape.parse(await ask(page, variables)).data.serviceItems;
  const readAll = async (filter: Readonly<Record<string, unknown>>, first: number) => {
    const pages: string[][] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, endCursor, hasNextPage } = await askPage({ ...filter, first, after });
      pages.push(nodes.map(({ code }) => code));
      expect(endCursor === null).toBe(!hasNextPage);
      after = endCursor;
      more = hasNextPage;
    }
    return pages;
  };

  it('are told as the source tells them', async () => {
    const fields = 'code name category leadDepartment subject modes batch verified source';

    expect(
      await ask(`{ confirmed: serviceItem(code: "notarise-driving-licence") { ${fields} }
        unknown: serviceItem(code: "no-such-item") { ${fields} } }`),
    ).toEqual({
      data: {
        confirmed: {
          code: 'notarise-driving-licence',
          name: '机动车驾驶证公证',
          category: '司法',
          leadDepartment: '司法部',
          subject: 'PERSON',
          modes: null,
          batch: '2020-35/2020',
          verified: true,
          source: expect.stringContaining('新华社'),
        },
        unknown: null,
      },
    });
  });

  it('have a mode for every term of the source, and null where it is silent', async () => {
    const file = JSON.parse(await readFile(join(findDataFolder(), 'serviceItems.json'), 'utf8'));
    const answer = await ask('{ serviceItems(first: 200) { nodes { code modes } } }');

    const terms = new Map([
      ['全程网办', 'FULLY_ONLINE'],
      ['异地代收代办', 'PROXY_COLLECTION'],
      ['多地联办', 'JOINT_HANDLING'],
    ]);
    const rows: { slug: string; modes: string[] | null }[] = file.items;
    const nodes = rows.map(({ slug, modes }) => ({
      code: slug,
      modes: modes?.map((mode) => terms.get(mode)) ?? null,
    }));
    expect(answer).toEqual({ data: { serviceItems: { nodes } } });
  });

  it('come in pages that miss nothing and repeat nothing', async () => {
    const [all = []] = await readAll({}, 200);
    const pages = await readAll({}, 25);

    expect(all).toHaveLength(117);
    expect([pages.flat(), pages.map(({ length }) => length)]).toEqual([all, [25, 25, 25, 25, 17]]);
  });

  it('end with the last page also when it is full', async () => {
    expect((await readAll({ category: '公积金' }, 13)).map(({ length }) => length)).toEqual([13]);
  });

  it.each([
    [{ category: '公积金' }, 13],
    [{ subject: 'COMPANY' }, 23],
    [{ category: '公安', subject: 'COMPANY' }, 0],
    [{ category: '无此领域' }, 0],
  ])('are filtered by %j', async (filter, totalCount) => {
    const all = (await readAll(filter, 5)).flat();

    expect([all.length, (await askPage({ ...filter, first: 1 })).totalCount]).toEqual([
      totalCount,
      totalCount,
    ]);
  });

  it.each([0, -1, 201])('refuse first: %d', async (first) => {
    expect(await ask(page, { first })).toMatchObject({ errors: [refused('first must be 1 to 200')] });
  });

  it('refuse a cursor of another list', async () => {
    const { endCursor } = await askPage({ first: 5, category: '公积金' });

    expect(await ask(page, { first: 5, after: endCursor })).toMatchObject({
      errors: [refused('after must be the endCursor of a page of this list')],
    });
  });

  it.each([
    '',
    'x',
    Buffer.from('[null,null,"no-such-item"]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ])('refuse a cursor that is none: %j', async (after) => {
    expect(await ask(page, { first: 5, after })).toMatchObject({
      errors: [refused('after must be the endCursor of a page of this list')],
    });
  });
});

describe('the data', () => {
  const withData = async (file: string, change: (content: Record<string, unknown>) => unknown) => {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-catalog-'));
    try {
      await cp(findDataFolder(), folder, { recursive: true });
      const content = JSON.parse(await readFile(join(folder, file), 'utf8'));
      await writeFile(join(folder, file), JSON.stringify(change(content)));
      const started = await start(folder);
      await started.stop();
      return 'started';
    } catch (error) {
      return error instanceof Error ? error.message.replace(`${folder}/`, '') : error;
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  const second = (list: string, field: string, value: unknown) => (content: Record<string, unknown>) => {
    const rows = z.array(z.record(z.string(), z.unknown())).parse(content[list]);
    return { ...content, [list]: rows.map((row, index) => (index === 1 ? { ...row, [field]: value } : row)) };
  };

  it('may be an operator’s own', async () => {
    expect(await withData('cities.json', () => ({ cities: [] }))).toBe('started');
  });

  it.each([
    [
      'serviceItems.json',
      'items',
      'modes',
      ['网上办'],
      'serviceItems.json: row 2, modes.0: Invalid option: ',
    ],
    [
      'serviceItems.json',
      'items',
      'slug',
      'Not A Slug',
      'serviceItems.json: row 2, slug: must be lower-case words',
    ],
    [
      'serviceItems.json',
      'items',
      'slug',
      'notarise-education',
      'serviceItems.json: row 2, slug: notarise-education stands there twice',
    ],
    ['serviceItems.json', 'items', 'verified', 'yes', 'serviceItems.json: row 2, verified: '],
    ['cities.json', 'cities', 'code', '430000', 'cities.json: row 2, code: must be a city-level code'],
    ['cities.json', 'cities', 'code', '990100', 'cities.json: row 2, code: must be a 6-digit division code'],
    ['cities.json', 'cities', 'code', '340100', 'cities.json: 340100 stands there twice'],
    ['cities.json', 'cities', 'source', undefined, 'cities.json: row 2, source: '],
  ])('of %s is refused with a bad row: %s.%s = %j', async (file, list, field, value, message) => {
    expect(await withData(file, second(list, field, value))).toMatch(new RegExp(`^${message}.*$`));
  });

  it('is refused without its list', async () => {
    expect(await withData('cities.json', () => ({}))).toBe('cities.json: cities must be a list of rows');
  });

  it('is refused where it is missing', async () => {
    await expect(start('/nonexistent')).rejects.toThrow('/nonexistent/cities.json: cannot be read');
  });
});
