import { chown, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TongbanError } from '../../domain/TongbanError.ts';
import { DATABASE_ROLE } from './databaseRole.ts';
import { lastComplaint } from './lastComplaint.ts';
import { runProgram } from './runProgram.ts';
import { runSql } from './runSql.ts';
import type { ServerUser } from './serverUser.ts';

export interface CreateDataOptions {
  readonly native: string;
  /** The folder above the data folder. */
  readonly home: string;
  /** The data folder, directly in `home`. */
  readonly data: string;
  readonly user: ServerUser | null;
}

const DRAFT = 'data.new-';

/**
 * Makes the data folder with the database `tongban` in it, unless it is there.
 *
 * It appears under its name only when it is complete and on disk: a start that fails takes its draft away, and one that
 * is killed half-way leaves it to the next one. No password is written anywhere, not even for a moment: nobody can log in
 * until the server's start gives the role its password.
 *
 * @throws {TongbanError} with the complaint of PostgreSQL, for example a full disk.
 */
export async function createData(options: CreateDataOptions, signal?: AbortSignal): Promise<void> {
  const { native, home, data, user } = options;
  await removeDrafts(home);
  if (await exists(data)) return;

  const draft = join(home, `${DRAFT}${process.pid}`);
  await mkdir(draft, { mode: 0o700 });
  if (user !== null) await chown(draft, user.uid, user.gid);

  try {
    // A thousand small files: written to disk once, at the end, instead of after each step.
    await initdb([...INITDB_ARGS, '-D', draft], options, signal);
    await runSql({ native, data: draft, user, statements: FIRST_STATEMENTS }, signal);
    await initdb(['--sync-only', '-D', draft], options, signal);
  } catch (error) {
    // On a full disk it would hold the very room that is missing. What cannot be removed now is removed by the next start.
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
  await rename(draft, data);
  await writeToDisk(home);
}

const INITDB_ARGS: readonly string[] = [
  '--no-sync',
  '--no-instructions',
  '--locale=C',
  '--encoding=UTF8',
  '--username=postgres',
  '--auth=reject',
];

const FIRST_STATEMENTS: readonly string[] = [
  `CREATE ROLE ${DATABASE_ROLE} LOGIN CREATEDB`,
  `CREATE DATABASE ${DATABASE_ROLE} OWNER ${DATABASE_ROLE}`,
];

async function initdb(
  args: readonly string[],
  { native, home, user }: CreateDataOptions,
  signal?: AbortSignal,
) {
  const { code, stderr } = await runProgram({ native, name: 'initdb', args, user }, signal);
  if (code === 0) return;
  throw new TongbanError(
    'INTERNAL_SERVER_ERROR',
    `PostgreSQL cannot make its data folder in ${home}: ${lastComplaint(stderr)}`,
  );
}

async function removeDrafts(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith(DRAFT)) await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** A rename lasts only once the folder that holds the name is on disk; Windows has no such call. */
async function writeToDisk(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
