import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { ABOUT, itemOf, smallDocuments, TEN_ITEMS } from '../subgraphs/catalog/smallDocument.ts';
import { withPostgres } from '../support/withPostgres.ts';

/** Compiled by `npm test` beforehand: a process starts in half the time. */
const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');
/** Keys in the order in which PostgreSQL gives them back. */
const ONLINE = { mode: '全程网办', quote: '可以全程网办', source: '某文' };
const NOBODY = 'postgres://127.0.0.1:1/nobody';

const { createDatabase } = withPostgres();
const write = smallDocuments();

async function tongban(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [MAIN, 'catalog', ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
}
const says = (stdout: unknown) => ({ code: 0, stdout, stderr: '' });
const refuses = (line: unknown) => ({ code: 1, stdout: '', stderr: line });

it('takes a catalogue from a file to being in force, and says what changes', async () => {
  const env = { DATABASE_URL: await createDatabase() };
  const old = await write({ catalogue: { ...ABOUT, validFrom: '2025-01-02' }, items: TEN_ITEMS });
  const changed = [itemOf('new'), itemOf('item-1', { modes: [ONLINE] }), ...TEN_ITEMS.slice(2)];
  const next = await write({ catalogue: ABOUT, items: changed });

  expect(await tongban(['list'], env)).toEqual(says('there is no version yet\n'));
  expect(await tongban(['import', old], env)).toEqual(
    says(expect.stringMatching(/^version 1 is a draft: 测试目录 \(.*10 items.*\)\n$/)),
  );
  expect(await tongban(['publish', '--from', '2025-01-02'], env)).toEqual(
    refuses(
      'tongban: version 1 would change what was in force since 2025-01-02; name a day from today on, or give --backdate\n',
    ),
  );
  expect(await tongban(['publish', '--from', '2025-01-02', '--backdate'], env)).toEqual(
    says('version 1 is in force from 2025-01-02 on\ntoday version 1 is in force\n'),
  );
  await tongban(['import', next], env);
  expect(await tongban(['import', next], env)).toEqual(
    says('version 2 is made of this document already; nothing was stored\n'),
  );
  expect(await tongban(['diff'], env)).toEqual(
    says(`version 1 → version 2: 1 added, 1 removed, 2 changed
~ catalogue catalogue 测试目录
    validFrom: 2025-01-02 → null
+ items new 事项new
~ items item-1 事项item-1
    modes: null → [${JSON.stringify(ONLINE)}]
- items item-0 事项item-0
`),
  );
  const { stdout } = await tongban(['diff', '2', '1', '--json'], env);
  expect(JSON.parse(stdout)).toMatchObject({
    from: 2,
    to: 1,
    changes: [{}, {}, {}, { kind: 'REMOVED', key: 'new' }],
  });
  expect(await tongban(['publish', '2', '--from', '2099-01-01'], env)).toEqual(
    says('version 2 is in force from 2099-01-01 on; until then version 1 is\ntoday version 1 is in force\n'),
  );
  expect(await tongban(['list'], env)).toEqual(
    says(`2\tfrom 2099-01-01\t10 items, 0 verified\t测试目录
1\tfrom 2025-01-02, in force\t10 items, 0 verified\t测试目录
`),
  );
});

it('asks back before much vanishes', async () => {
  const env = { DATABASE_URL: await createDatabase() };
  await tongban(['import', await write({ catalogue: ABOUT, items: TEN_ITEMS })], env);
  await tongban(['publish'], env);
  await tongban(['import', await write({ catalogue: ABOUT, items: TEN_ITEMS.slice(3) })], env);

  expect(await tongban(['publish'], env)).toEqual(
    refuses(
      expect.stringMatching(
        /^tongban: version 2 lacks 3 of 10 items that version 1 has; .*--confirm-removals\n$/,
      ),
    ),
  );
  expect(await tongban(['publish', '--confirm-removals'], env)).toEqual(
    says(
      expect.stringMatching(
        /^version 2 is in force from \d{4}-\d\d-\d\d on; until then version 1 is\ntoday version 2 is in force\n$/,
      ),
    ),
  );
});

it('works on the data folder of a stack that is not running', async () => {
  const data = await mkdtemp(join(tmpdir(), 'tongban-test-data-'));
  try {
    const options = {
      dataDir: join(data, 'postgres'),
      log: { info: () => {}, warn: () => {}, error: () => {} },
    };
    await (await startEmbeddedPostgres(options)).stop();
    const document = await write({ catalogue: ABOUT, items: TEN_ITEMS });

    expect(await tongban(['import', document, '--data', data])).toMatchObject({ code: 0, stderr: '' });
    expect(await tongban(['list', '--data', data])).toEqual(
      says('1\tdraft\t10 items, 0 verified\t测试目录\n'),
    );
    const running = await startEmbeddedPostgres(options);
    expect(await tongban(['list', '--data', data])).toEqual(
      refuses(expect.stringMatching(/^tongban: [^\n]+\n$/)),
    );
    await running.stop();
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});

it('names a bad row in one line', async () => {
  const path = await write({
    catalogue: ABOUT,
    items: [itemOf('one', { modes: [{ ...ONLINE, mode: '网上办' }] })],
  });

  expect(await tongban(['import', path, '--database-url', NOBODY])).toEqual(
    refuses(
      expect.stringMatching(/^tongban: .+catalogue\.json: row 1, modes\.0\.mode: Invalid option[^\n]*\n$/),
    ),
  );
});

it.each([
  [['list'], 'no database: give --database-url, DATABASE_URL or --data'],
  [['list', '--database-url', 'mysql://x'], '--database-url must be a postgres:// URL'],
  [
    ['list', '--database-url', NOBODY],
    'the database of the catalogue cannot be prepared (ECONNREFUSED): nothing listens at that host and port; correct host and port in databaseUrl, and look whether the database runs and lets this machine in',
  ],
  [
    ['list', '--database-url', NOBODY, '--data', 'x'],
    '--database-url and --data are both given; one is enough',
  ],
  [['list', '--data', '/nonexistent'], 'nothing was started on /nonexistent yet'],
])('refuses %j with one line', async (args, line) => {
  expect(await tongban(args)).toEqual(refuses(`tongban: ${line}\n`));
});

it.each([
  [['publish', 'two'], 'must be the number of a version'],
  [['diff', '0'], 'must be the number of a version'],
  [['publish', '--from', '2025-02-30'], 'must be a day of the form YYYY-MM-DD'],
])('refuses %j', async (args, reason) => {
  expect(await tongban(args)).toEqual(refuses(expect.stringMatching(new RegExp(`^error: .*${reason}\n$`))));
});

it.each(['', 'import', 'diff', 'publish', 'list'])('explains itself: catalog %s --help', async (command) => {
  const { code, stdout } = await tongban([command, '--help'].filter((word) => word !== ''));

  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(new RegExp(`^Usage: ${`tongban catalog ${command}`.trim()} `)),
  });
});
