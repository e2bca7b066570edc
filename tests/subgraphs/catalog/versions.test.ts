import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { withPostgres } from '../../support/withPostgres.ts';
import { queryDatabase } from '../people/queryDatabase.ts';
import { keepVersions, NOON } from './keepVersions.ts';
import { ABOUT, itemOf, TEN_ITEMS } from './smallDocument.ts';

// In the order in which the database gives the fields.
const ONLINE = { mode: '全程网办', quote: '已实现全程网办', source: 'a test' };

const { createDatabase } = withPostgres();
const { importItems, publish, compare, list } = keepVersions();

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

it('a command waits for a database that is slow to answer: nobody waits for the command', async () => {
  const databaseUrl = new URL(await createDatabase());
  await importItems(databaseUrl.href, TEN_ITEMS);
  const sockets: Socket[] = [];
  const through = (incoming: Socket) => {
    const outgoing = connect(Number(databaseUrl.port), databaseUrl.hostname);
    sockets.push(incoming, outgoing);
    for (const socket of [incoming, outgoing]) socket.on('error', () => undefined);
    incoming.pipe(outgoing).pipe(incoming);
  };
  const link = createServer().listen(0, '127.0.0.1');
  await once(link, 'listening');
  onTestFinished(() => {
    vi.useRealTimers();
    for (const socket of sockets) socket.destroy();
    link.close();
  });
  const slowUrl = new URL(databaseUrl);
  slowUrl.port = String(Object(link.address()).port);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const listed = list(slowUrl.href);
  const [incoming] = await once(link, 'connection');

  vi.advanceTimersByTime(7_000);
  vi.useRealTimers();
  link.on('connection', through);
  through(incoming);

  expect((await listed).versions).toHaveLength(1);
});

describe('publishing', () => {
  it('takes the newest draft, from the day that the document names', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS, { ...ABOUT, validFrom: '2027-02-03' });

    expect(await publish(databaseUrl)).toEqual({
      version: 1,
      validFrom: '2027-02-03',
      replaces: null,
      until: null,
      inForce: null,
    });
    expect(await list(databaseUrl)).toMatchObject({
      inForce: null,
      versions: [{ publication: { publishedAt: NOON, validFrom: '2027-02-03' } }],
    });
  });

  it('takes over no day of the document that is over', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS, { ...ABOUT, validFrom: '2020-01-01' });

    expect(await publish(databaseUrl)).toMatchObject({ validFrom: '2026-11-26', inForce: 1 });
  });

  it('changes no day that is over unless that is meant, and says what is in force then', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);
    await publish(databaseUrl);
    await importItems(databaseUrl, [...TEN_ITEMS, itemOf('new')]);

    await expect(publish(databaseUrl, { from: '2020-01-01' })).rejects.toThrow(
      'version 2 would change what was in force since 2020-01-01; name a day from today on, or give --backdate',
    );
    expect(await publish(databaseUrl, { from: '2020-01-01', backdate: true })).toEqual({
      version: 2,
      validFrom: '2020-01-01',
      replaces: null,
      until: '2026-11-26',
      inForce: 1,
    });
  });

  it('compares with what is in force today, wherever the day lies', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);
    await publish(databaseUrl);
    await importItems(databaseUrl, TEN_ITEMS.slice(5));

    await expect(publish(databaseUrl, { from: '2020-01-01', backdate: true })).rejects.toThrow(
      'version 2 lacks 5 of 10 items that version 1 has',
    );
  });

  it('refuses what would never be in force', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);
    await importItems(databaseUrl, [...TEN_ITEMS, itemOf('new')]);
    await publish(databaseUrl, { version: 2 });

    await expect(publish(databaseUrl, { version: 1, confirm: true })).rejects.toThrow(
      'version 1 would never be in force: version 2 is from 2026-11-26 on too, and newer',
    );
    expect((await list(databaseUrl)).versions).toMatchObject([{}, { version: 1, publication: null }]);
  });

  it('is from today on where nobody names a day, by the calendar of 北京', async () => {
    const databaseUrl = await createDatabase();
    await importItems(databaseUrl, TEN_ITEMS);
    const publishedAt = Date.UTC(2026, 10, 26, 16);

    expect(await publish(databaseUrl, { at: publishedAt })).toEqual({
      version: 1,
      validFrom: '2026-11-27',
      replaces: null,
      until: null,
      inForce: 1,
    });
    expect([
      (await list(databaseUrl, publishedAt - 1)).inForce,
      (await list(databaseUrl, publishedAt)).inForce,
    ]).toEqual([null, 1]);
  });

  it('says which version it takes the place of, on its day', async () => {
    const databaseUrl = await createDatabase();
    for (const slug of ['a', 'b', 'c']) await importItems(databaseUrl, [...TEN_ITEMS, itemOf(slug)]);
    await publish(databaseUrl, { version: 1, from: '2025-01-01', backdate: true });
    await publish(databaseUrl, { version: 3, from: '2027-01-01' });

    expect(await publish(databaseUrl, { version: 2, from: '2026-01-01', backdate: true })).toMatchObject({
      replaces: 1,
      until: '2027-01-01',
    });
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
      itemOf('item-1', { nameZh: '改名', modes: [ONLINE], materials: null }),
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
            { field: 'modes', before: null, after: JSON.stringify([ONLINE]) },
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
