import { expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../../support/eventually.ts';
import { queryDatabase } from '../people/queryDatabase.ts';
import { keepVersions } from './keepVersions.ts';
import { refused } from './refused.ts';
import { itemOf, TEN_ITEMS } from './smallDocument.ts';
import { withCatalog } from './withCatalog.ts';

const { ask, createDatabase, databaseUrl: sharedUrl, start } = withCatalog();
const { importItems, publish, list } = keepVersions();

it('refuses to start while no version is in force', async () => {
  const databaseUrl = await createDatabase();
  await importItems(databaseUrl, TEN_ITEMS);

  await expect(start(databaseUrl)).rejects.toThrow('no version of the catalogue is in force today');
});

it('publishes the catalogue that comes with the product once, however many start at once', async () => {
  const databaseUrl = await createDatabase();
  const servers = await Promise.all([start(databaseUrl), start(databaseUrl), start(databaseUrl)]);

  for (const { url } of servers) {
    expect(await ask('{ catalogue { version itemCount } }', {}, url)).toEqual({
      data: { catalogue: { version: 1, itemCount: 132 } },
    });
  }
  expect((await list(databaseUrl)).versions).toMatchObject([{ version: 1, builtIn: true }]);
});

it('says of the catalogue what it is', async () => {
  const fields = 'version title notice source validFrom itemCount verifiedItemCount';

  expect(await ask(`{ catalogue { ${fields} } catalogueVersion { ${fields} } }`)).toEqual({
    data: Object.fromEntries(
      ['catalogue', 'catalogueVersion'].map((field) => [
        field,
        {
          version: 1,
          title: '“跨省通办”事项参考目录',
          notice: expect.stringMatching(/不是.*正式清单.*not the official annex/s),
          source: expect.stringContaining('revision of 2024-12-12'),
          validFrom: '2024-12-12',
          itemCount: 132,
          verifiedItemCount: 26,
        },
      ]),
    ),
  });
});

it('imports nothing when it starts again', async () => {
  const before = await queryDatabase(sharedUrl(), 'select xmin::text, version from catalog.versions');
  await start(sharedUrl());

  expect(await queryDatabase(sharedUrl(), 'select xmin::text, version from catalog.versions')).toEqual(
    before,
  );
});

it('starts on a database that an operator filled', async () => {
  const databaseUrl = await createDatabase();
  await importItems(databaseUrl, TEN_ITEMS);
  await publish(databaseUrl);
  const { url } = await start(databaseUrl);

  expect(await ask('{ catalogue { title } serviceItems { totalCount } }', {}, url)).toEqual({
    data: { catalogue: { title: '测试目录' }, serviceItems: { totalCount: 10 } },
  });
});

it('takes up a version that is published while it runs, and finishes lists in the old one', async () => {
  const databaseUrl = await createDatabase();
  await importItems(databaseUrl, TEN_ITEMS);
  await publish(databaseUrl);
  const { url } = await start(databaseUrl);
  const page = (after: string | null) =>
    ask(
      `query ($after: String) { serviceItems(first: 5, after: $after) {
        version totalCount nodes { code } pageInfo { endCursor } } catalogue { version } }`,
      { after },
      url,
    );
  const cursor = z
    .object({
      data: z.object({ serviceItems: z.object({ pageInfo: z.object({ endCursor: z.string() }) }) }),
    })
    .parse(await page(null)).data.serviceItems.pageInfo.endCursor;

  await importItems(databaseUrl, [itemOf('first'), ...TEN_ITEMS.slice(1)]);
  await publish(databaseUrl);

  await eventually(async () =>
    expect(await ask('{ catalogue { version } serviceItem(code: "first") { name } }', {}, url)).toEqual({
      data: { catalogue: { version: 2 }, serviceItem: { name: '事项first' } },
    }),
  );
  expect(await page(cursor)).toMatchObject({
    data: {
      catalogue: { version: 2 },
      serviceItems: {
        version: 1,
        totalCount: 10,
        nodes: TEN_ITEMS.slice(5).map(({ slug }) => ({ code: slug })),
      },
    },
  });
  expect(await page(null)).toMatchObject({
    data: { serviceItems: { version: 2, nodes: [{ code: 'first' }, {}, {}, {}, {}] } },
  });
});

it('answers divisions without the database, and goes on when it is back', async () => {
  const databaseUrl = await createDatabase();
  await importItems(databaseUrl, TEN_ITEMS);
  await publish(databaseUrl);
  const { url } = await start(databaseUrl);
  const reps = ['430000', '110000'].map((code) => ({ __typename: 'Division', code }));
  const query =
    'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Division { name } } catalogue { version } }';
  const answer = (version: number) => ({
    data: { _entities: [{ name: '湖南省' }, { name: '北京市' }], catalogue: { version } },
  });

  await queryDatabase(databaseUrl, 'alter schema catalog rename to away');
  expect(await ask(query, { reps }, url)).toEqual(answer(1));
  expect(await ask('{ serviceItem(code: "item-1") { name } }', {}, url)).toMatchObject({
    errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
  });
  await queryDatabase(databaseUrl, 'alter schema away rename to catalog');
  await importItems(databaseUrl, TEN_ITEMS.slice(1));
  await publish(databaseUrl);

  await eventually(async () => expect(await ask(query, { reps }, url)).toEqual(answer(2)));
});

it('tells versions by day, and what changed between two of them', async () => {
  const databaseUrl = await createDatabase();
  await importItems(databaseUrl, TEN_ITEMS);
  await importItems(databaseUrl, [...TEN_ITEMS, itemOf('new')]);
  await importItems(databaseUrl, [itemOf('draft')]);
  await publish(databaseUrl, { version: 1, from: '2025-01-01', backdate: true });
  await publish(databaseUrl, { version: 2, from: '2025-07-01', backdate: true });
  const { url } = await start(databaseUrl);

  expect(
    await ask(
      `{
        before: catalogueVersion(on: "2024-12-31") { version }
        first: catalogueVersion(on: "2025-06-30") { version validFrom importedAt publishedAt }
        second: catalogueVersion(on: "2025-07-01") { version }
        catalogueVersions { version validFrom itemCount }
        catalogueChanges(from: 1, to: 2) {
          totalCount nodes { kind section key name fields { field before after } } pageInfo { hasNextPage } }
        items: catalogueChanges(from: 1, to: 2, section: "alliances") { totalCount nodes { key } }
        backwards: catalogueChanges(from: 2, to: 1) { nodes { kind key } }
        same: catalogueChanges(from: 2, to: 2) { nodes { kind } }
      }`,
      {},
      url,
    ),
  ).toEqual({
    data: {
      before: null,
      first: {
        version: 1,
        validFrom: '2025-01-01',
        importedAt: '2026-11-26T04:00:00Z',
        publishedAt: '2026-11-26T04:00:00Z',
      },
      second: { version: 2 },
      catalogueVersions: [
        { version: 2, validFrom: '2025-07-01', itemCount: 11 },
        { version: 1, validFrom: '2025-01-01', itemCount: 10 },
      ],
      catalogueChanges: {
        totalCount: 1,
        nodes: [{ kind: 'ADDED', section: 'items', key: 'new', name: '事项new', fields: [] }],
        pageInfo: { hasNextPage: false },
      },
      items: { totalCount: 0, nodes: [] },
      backwards: { nodes: [{ kind: 'REMOVED', key: 'new' }] },
      same: { nodes: [] },
    },
  });
  for (const [argument, query] of [
    ['to', 'catalogueChanges(from: 1, to: 3) { totalCount }'],
    ['from', 'catalogueChanges(from: 0, to: 1) { totalCount }'],
  ]) {
    expect(await ask(`{ ${query} }`, {}, url)).toMatchObject({
      errors: [refused(`${argument} must be the number of a published version`)],
    });
  }
});

it('gives what changed in parts', async () => {
  const databaseUrl = await createDatabase();
  await importItems(databaseUrl, TEN_ITEMS);
  await importItems(databaseUrl, [...TEN_ITEMS, ...['a', 'b', 'c'].map((slug) => itemOf(slug))]);
  await publish(databaseUrl, { version: 1 });
  await publish(databaseUrl, { version: 2 });
  const { url } = await start(databaseUrl);
  const query = `query ($to: Int!, $first: Int, $after: String) {
    catalogueChanges(from: 1, to: $to, first: $first, after: $after) {
      totalCount nodes { key } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
  const page = (first: number, after: string | null, to = 2) => ask(query, { to, first, after }, url);
  const part = (keys: readonly string[], hasNextPage: boolean, hasPreviousPage: boolean) => ({
    data: {
      catalogueChanges: {
        totalCount: 3,
        nodes: keys.map((key) => ({ key })),
        pageInfo: { hasNextPage, hasPreviousPage, endCursor: expect.any(String) },
      },
    },
  });
  const answer = await page(2, null);
  const cursor = z
    .object({
      data: z.object({ catalogueChanges: z.object({ pageInfo: z.object({ endCursor: z.string() }) }) }),
    })
    .parse(answer).data.catalogueChanges.pageInfo.endCursor;

  expect(answer).toEqual(part(['a', 'b'], true, false));
  expect(await page(2, cursor)).toEqual(part(['c'], false, true));
  expect(await page(2, cursor, 1)).toMatchObject({
    errors: [refused('after must be a cursor of this list')],
  });
  expect(await page(0, null)).toMatchObject({ errors: [refused('first must be 1 to 200')] });
});

it('refuses a cursor of a version that was never published', async () => {
  const databaseUrl = await createDatabase();
  await importItems(databaseUrl, TEN_ITEMS);
  await publish(databaseUrl);
  await importItems(databaseUrl, [itemOf('secret')]);
  const { url } = await start(databaseUrl);
  const query =
    'query ($after: String) { serviceItems(after: $after) { nodes { code } pageInfo { endCursor } } }';
  const { data } = z
    .object({
      data: z.object({ serviceItems: z.object({ pageInfo: z.object({ endCursor: z.string() }) }) }),
    })
    .parse(await ask(query, {}, url));
  const [, , , digest] = z
    .tuple([z.number(), z.number(), z.number(), z.string()])
    .parse(JSON.parse(Buffer.from(data.serviceItems.pageInfo.endCursor, 'base64url').toString()));

  for (const version of [2, 9]) {
    const after = Buffer.from(JSON.stringify([version, 0, 0, digest])).toString('base64url');
    expect(await ask(query, { after }, url)).toMatchObject({
      errors: [refused('the cursor is of a version of the catalogue that does not exist')],
    });
  }
});
