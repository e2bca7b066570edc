import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { canTraverse } from '../../../cli/embedded-postgres/canTraverse.ts';
import { locateBinaries } from '../../../cli/embedded-postgres/locateBinaries.ts';
import { outsideFolder } from '../../../cli/embedded-postgres/outsideFolder.ts';
import { placeData } from '../../../cli/embedded-postgres/placeData.ts';
import { serverUser } from '../../../cli/embedded-postgres/serverUser.ts';
import { settleMove } from '../../../cli/embedded-postgres/settleMove.ts';
import { isRoot } from './support/isRoot.ts';
import { silentLog } from './support/silentLog.ts';

const stranger = { uid: 54_321, gid: 54_321 };
let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tongban-places-')));
  return () => rm(folder, { recursive: true, force: true });
});

describe('canTraverse', () => {
  it.each([
    [0o700, stranger, false],
    [0o701, stranger, true],
    [0o744, stranger, false],
    [0o710, { uid: 54_321, gid: process.getgid?.() ?? 0 }, true],
    // The group's bits count for its members, even where others may do more.
    [0o701, { uid: 54_321, gid: process.getgid?.() ?? 0 }, false],
    [0o100, { uid: process.getuid?.() ?? 0, gid: 54_321 }, true],
  ])('with mode %o for %o: %s', async (mode, user, expected) => {
    const inner = join(folder, 'inner');
    await mkdir(inner);
    await chmod(inner, 0o755);
    await chmod(folder, mode);

    expect(await canTraverse(inner, user)).toBe(expected);
    await chmod(folder, 0o700);
  });
});

describe('outsideFolder', () => {
  it('takes the first that exists and is within reach', async () => {
    const [closed, open] = [join(folder, 'closed'), join(folder, 'open')];
    await mkdir(closed, { mode: 0o700 });
    await mkdir(open);
    await chmod(folder, 0o755);
    await chmod(open, 0o755);

    expect(await outsideFolder(stranger, ['/nowhere', closed, open])).toBe(open);
    await expect(outsideFolder(stranger, [closed])).rejects.toThrow(`none of ${closed} can be used instead`);
  });
});

describe('placeData', () => {
  it('says what to do when the data that a link leads to is gone', async () => {
    await symlink('/nowhere/data', join(folder, 'data'));

    await expect(placeData({ folder, user: null, log: silentLog })).rejects.toThrow(
      `the data that ${join(folder, 'data')} leads to is gone or not ours; bring /nowhere back, or remove the link`,
    );
  });
});

describe('settleMove', () => {
  const data = () => join(folder, 'data');

  it('takes a move back that was killed before its link was there', async () => {
    await mkdir(`${data()}.before-move`);
    await writeFile(join(`${data()}.before-move`, 'PG_VERSION'), '18\n');

    await settleMove(data());

    expect(await readFile(join(data(), 'PG_VERSION'), 'utf8')).toBe('18\n');
    expect(await readdir(folder)).toEqual(['data']);
  });

  it('finishes a move that was killed after its link was there', async () => {
    await mkdir(`${data()}.before-move`);
    await symlink(tmpdir(), data());

    await settleMove(data());

    expect(await readdir(folder)).toEqual(['data']);
  });
});

describe('serverUser', () => {
  const among = async (accounts: string) => {
    const file = join(folder, 'passwd');
    await writeFile(file, accounts);
    return serverUser(file);
  };

  if (isRoot) {
    it.each([
      ['root:x:0:0::/:\nnobody:x:65534:65533::/:\n', { uid: 65_534, gid: 65_533 }],
      ['nobody:*:-2:-2:Unprivileged User:/:\n', { uid: 4_294_967_294, gid: 4_294_967_294 }],
      ['nfsnobody:x:65534:65534::/:\n', { uid: 65_534, gid: 65_534 }],
    ])('takes an account that exists: %j', async (accounts, expected) => {
      expect(await among(accounts)).toEqual(expected);
    });

    it.each(['root:x:0:0::/:\n', 'nobody:x:0:0::/:\n', 'nobody\n'])(
      'says that there is none in %j',
      async (accounts) => {
        await expect(among(accounts)).rejects.toThrow('this system has no account "nobody"');
      },
    );
  } else {
    it('is our own for a plain user', async () => {
      expect(await among('nobody:x:65534:65534::/:\n')).toBeNull();
    });
  }
});

describe('locateBinaries', () => {
  it('finds the programs for this machine', async () => {
    expect(await readdir(join(locateBinaries(), 'bin'))).toEqual(
      expect.arrayContaining(['initdb', 'postgres']),
    );
  });

  it('says when there are none', () => {
    expect(() => locateBinaries('sunos', 'x64')).toThrow('no embedded PostgreSQL exists for sunos-x64');
  });

  it('says when they are not installed', () => {
    const [platform, arch] = process.platform === 'linux' ? ['win32', 'x64'] : ['linux', 'ppc64'];

    expect(() => locateBinaries(platform, arch)).toThrow(
      /the package @embedded-postgres\/\S+ is not installed/,
    );
  });
});
