import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { compareCatalogues } from '../../../subgraphs/catalog/compareCatalogues.ts';
import { importCatalogue } from '../../../subgraphs/catalog/importCatalogue.ts';
import { listCatalogues } from '../../../subgraphs/catalog/listCatalogues.ts';
import { publishCatalogue } from '../../../subgraphs/catalog/publishCatalogue.ts';
import { queryDatabase } from '../people/queryDatabase.ts';
import { refused } from './refused.ts';
import { ABOUT, itemOf, smallDocuments, TEN_ITEMS } from './smallDocument.ts';
import { withCatalog } from './withCatalog.ts';

const { ask, createDatabase, databaseUrl: sharedUrl, start } = withCatalog();
const write = smallDocuments();
const logger = pino({ level: 'silent' });
const NOON = Date.UTC(2026, 10, 26, 4);

async function importItems(databaseUrl: string, items: readonly object[], about: object = ABOUT) {
  const path = await write({ catalogue: about, items });
  return importCatalogue({ databaseUrl, path, logger, importedAt: NOON });
}
const publish = (databaseUrl: string, options: { version?: number; from?: string; confirm?: true } = {}) =>
  publishCatalogue({
    databaseUrl,
    version: options.version ?? null,
    validFrom: options.from === undefined ? null : parseCalendarDate(options.from),
    confirmRemovals: options.confirm ?? false,
    logger,
    publishedAt: NOON,
  });
const compare = (databaseUrl: string, from: number | null = null, to: number | null = null) =>
  compareCatalogues({ databaseUrl, from, to, logger, now: NOON });
const list = (databaseUrl: string, now = NOON) => listCatalogues({ databaseUrl, logger, now });

describe('an import', () => {
  it('makes a draft that nobody sees until it is published', async () => {
    const databaseUrl = await createDatabase();

    expect(await importItems(databaseUrl, TEN_ITEMS)).toEqual({
      version: 1,
      isNew: true,
      title: '测试目录',
      rows: expect.objectContaining({ items: 10 }),
    });
    expect(await list(databaseUrl)).toEqual({
      inForce: null,
      versions: [
        {
          version: 1,
          ...ABOUT,
          builtIn: false,
          importedAt: NOON,
          publication: null,
          itemCount: 10,
          verifiedItemCount: 0,
        },
      ],
    });
    await expect(start(databaseUrl)).rejects.toThrow('no version of the catalogue is in force today');
  });

  it('of the same document again stores nothing', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);

    expect(await importItems(databaseUrl, TEN_ITEMS)).toMatchObject({ version: 1, isNew: false });
    expect(await importItems(databaseUrl, TEN_ITEMS.slice(1))).toMatchObject({ version: 2, isNew: true });
    // Back to the first: that is a new version, not the first one again.
    expect(await importItems(databaseUrl, TEN_ITEMS)).toMatchObject({ version: 3, isNew: true });
  });

  it('with a bad row stores nothing, and the old list stays', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);
    await publish(databaseUrl);

    await expect(
      importItems(databaseUrl, [itemOf('good'), itemOf('bad', { subject: 'nobody' })]),
    ).rejects.toThrow(/catalogue\.json: row 2, subject: Invalid option/);
    expect((await list(databaseUrl)).versions.map(({ version }) => version)).toEqual([1]);
    expect(await queryDatabase(databaseUrl, 'select count(*)::int from catalog.items')).toEqual([
      { count: 10 },
    ]);
  });

  it('by several at once makes one version each', async () => {
    const databaseUrl = await createDatabase();
    const imports = TEN_ITEMS.slice(0, 4).map((item) => importItems(databaseUrl, [item]));

    expect((await Promise.all(imports)).map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4]);
  });
});

describe('publishing', () => {
  it('takes the newest draft, from the day that the document names', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS, { ...ABOUT, validFrom: '2025-02-03' });

    expect(await publish(databaseUrl)).toEqual({ version: 1, validFrom: '2025-02-03', replaces: null });
    expect(await list(databaseUrl)).toMatchObject({
      inForce: 1,
      versions: [{ publication: { publishedAt: NOON, validFrom: '2025-02-03' } }],
    });
  });

  it('is from today on where nobody names a day, by the calendar of 北京', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);
    const publishedAt = Date.UTC(2026, 10, 26, 16);

    expect(
      await publishCatalogue({
        databaseUrl,
        version: null,
        validFrom: null,
        confirmRemovals: false,
        logger,
        publishedAt,
      }),
    ).toEqual({ version: 1, validFrom: '2026-11-27', replaces: null });
    expect([
      (await list(databaseUrl, publishedAt - 1)).inForce,
      (await list(databaseUrl, publishedAt)).inForce,
    ]).toEqual([null, 1]);
  });

  it('says which version it takes the place of, on its day', async () => {
    const databaseUrl = await createDatabase();
    for (const slug of ['a', 'b', 'c']) await importItems(databaseUrl, [...TEN_ITEMS, itemOf(slug)]);
    await publish(databaseUrl, { version: 1, from: '2025-01-01' });
    await publish(databaseUrl, { version: 3, from: '2027-01-01' });

    expect(await publish(databaseUrl, { version: 2, from: '2026-01-01' })).toMatchObject({ replaces: 1 });
    expect((await list(databaseUrl)).inForce).toBe(2);
  });

  it('refuses a version in which much would vanish, unless that is meant', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);
    await publish(databaseUrl);
    await importItems(databaseUrl, TEN_ITEMS.slice(2));
    await publish(databaseUrl);
    await importItems(databaseUrl, [...TEN_ITEMS.slice(4), ...['a', 'b', 'c'].map((slug) => itemOf(slug))]);

    await expect(publish(databaseUrl)).rejects.toThrow(
      'version 3 lacks 2 of 8 items that version 2 has; see tongban catalog diff, then give --confirm-removals',
    );
    expect((await list(databaseUrl)).inForce).toBe(2);
    expect(await publish(databaseUrl, { confirm: true })).toMatchObject({ version: 3, replaces: 2 });
  });

  it('refuses what is no draft', async () => {
    const databaseUrl = await createDatabase();

    await expect(publish(databaseUrl)).rejects.toThrow('there is no draft; import a catalogue first');
    await expect(publish(databaseUrl, { version: 7 })).rejects.toThrow('there is no version 7');
    await importItems(databaseUrl, TEN_ITEMS);
    await publish(databaseUrl);
    await expect(publish(databaseUrl, { version: 1 })).rejects.toThrow('version 1 is published already');
  });

  it('is for good: the database itself refuses every change', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);
    await importItems(databaseUrl, TEN_ITEMS.slice(1));
    await publish(databaseUrl, { version: 1 });

    for (const statement of [
      `update catalog.versions set title = '' where version = 1`,
      'delete from catalog.versions where version = 1',
      'truncate catalog.versions cascade',
      `update catalog.items set category = '' where version = 1`,
      'delete from catalog.items where version = 1',
      'truncate catalog.document_rows',
      `insert into catalog.document_rows values (1, 'items', 'one-more', 99, '', '{}')`,
      `insert into catalog.items select 1, 'one-more', 99, category, null, subject, null, false, '', 0, '{}'
       from catalog.items where version = 2 limit 1`,
    ]) {
      await expect(queryDatabase(databaseUrl, statement)).rejects.toThrow('what was published never changes');
    }
    expect(await queryDatabase(databaseUrl, 'delete from catalog.versions where version = 2')).toEqual([]);
    expect(await queryDatabase(databaseUrl, 'select distinct version from catalog.items')).toEqual([
      { version: 1 },
    ]);
  });
});

describe('comparing', () => {
  it('names rows and fields, what is left out being as what is null', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS.slice(0, 3), { ...ABOUT, notice: '旧' });
    await importItems(databaseUrl, [
      itemOf('new'),
      itemOf('item-1', { nameZh: '改名', modes: ['全程网办'], materials: null }),
      itemOf('item-2', { channels: null, citations: undefined }),
    ]);

    expect(await compare(databaseUrl, 1, 2)).toEqual({
      from: 1,
      to: 2,
      changes: [
        {
          kind: 'CHANGED',
          section: 'catalogue',
          key: 'catalogue',
          name: '测试目录',
          fields: [{ field: 'notice', before: '旧', after: '仅供测试' }],
        },
        { kind: 'ADDED', section: 'items', key: 'new', name: '事项new', fields: [] },
        {
          kind: 'CHANGED',
          section: 'items',
          key: 'item-1',
          name: '改名',
          fields: [
            { field: 'modes', before: null, after: '["全程网办"]' },
            { field: 'nameZh', before: '事项item-1', after: '改名' },
          ],
        },
        { kind: 'REMOVED', section: 'items', key: 'item-0', name: '事项item-0', fields: [] },
      ],
    });
  });

  it('is of what is in force with the newest draft, where nothing else is named', async () => {
    const databaseUrl = await createDatabase();
    await expect(compare(databaseUrl)).rejects.toThrow('no version is in force today; name two versions');
    await importItems(databaseUrl, TEN_ITEMS);
    await publish(databaseUrl);
    await expect(compare(databaseUrl)).rejects.toThrow('there is no draft; name two versions');
    await expect(compare(databaseUrl, 1, 9)).rejects.toThrow('there is no version 9');
    await importItems(databaseUrl, TEN_ITEMS.slice(1));

    expect(await compare(databaseUrl)).toMatchObject({ from: 1, to: 2, changes: [{ kind: 'REMOVED' }] });
  });
});

describe('a server', () => {
  it('publishes the catalogue that comes with the product once, however many start at once', async () => {
    const databaseUrl = await createDatabase();
    const servers = await Promise.all([start(databaseUrl), start(databaseUrl), start(databaseUrl)]);

    for (const { url } of servers) {
      expect(await ask('{ catalogue { version itemCount } }', {}, url)).toEqual({
        data: { catalogue: { version: 1, itemCount: 130 } },
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
            itemCount: 130,
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

    await vi.waitFor(
      async () =>
        expect(await ask('{ catalogue { version } serviceItem(code: "first") { name } }', {}, url)).toEqual({
          data: { catalogue: { version: 2 }, serviceItem: { name: '事项first' } },
        }),
      { timeout: 5_000 },
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

    await vi.waitFor(async () => expect(await ask(query, { reps }, url)).toEqual(answer(2)), {
      timeout: 5_000,
    });
  });

  it('tells versions by day, and what changed between two of them', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);
    await importItems(databaseUrl, [...TEN_ITEMS, itemOf('new')]);
    await importItems(databaseUrl, [itemOf('draft')]);
    await publish(databaseUrl, { version: 1, from: '2025-01-01' });
    await publish(databaseUrl, { version: 2, from: '2025-07-01' });
    const { url } = await start(databaseUrl);

    expect(
      await ask(
        `{
          before: catalogueVersion(on: "2024-12-31") { version }
          first: catalogueVersion(on: "2025-06-30") { version validFrom importedAt publishedAt }
          second: catalogueVersion(on: "2025-07-01") { version }
          catalogueVersions { version validFrom itemCount }
          catalogueChanges(from: 1, to: 2) { kind section key name fields { field before after } }
          backwards: catalogueChanges(from: 2, to: 1) { kind key }
          same: catalogueChanges(from: 2, to: 2) { kind }
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
        catalogueChanges: [{ kind: 'ADDED', section: 'items', key: 'new', name: '事项new', fields: [] }],
        backwards: [{ kind: 'REMOVED', key: 'new' }],
        same: [],
      },
    });
    for (const [argument, query] of [
      ['to', 'catalogueChanges(from: 1, to: 3) { kind }'],
      ['from', 'catalogueChanges(from: 0, to: 1) { kind }'],
    ]) {
      expect(await ask(`{ ${query} }`, {}, url)).toMatchObject({
        errors: [refused(`${argument} must be the number of a published version`)],
      });
    }
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
});
