import { createHash } from 'node:crypto';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { TongbanError } from '../../domain/TongbanError.ts';
import { linkLibraries } from './linkLibraries.ts';
import { outsideFolder } from './outsideFolder.ts';
import { runProgram } from './runProgram.ts';
import type { ServerUser } from './serverUser.ts';

export interface CopyOptions {
  readonly native: string;
  readonly user: ServerUser | null;
  /** Why the original cannot be used; goes into the error. */
  readonly obstacle: string;
  /** Where copies may lie, for tests. */
  readonly candidates?: readonly string[];
}

/**
 * Copies PostgreSQL's programs to where the server's account can run them; a copy made before is used again.
 *
 * The copy belongs to us and nobody else may write to it: the account that runs it cannot change what it runs.
 *
 * @throws {TongbanError} when the copy does not run either, or somebody else's folder lies in its place.
 */
export async function copyBinaries(options: CopyOptions, signal?: AbortSignal): Promise<string> {
  const { native, user, obstacle, candidates } = options;
  const folder = await outsideFolder(user, candidates);
  const copy = join(folder, `tongban-postgres-${await fingerprint(native)}`);
  if (!(await isOurs(copy))) await makeCopy(native, copy);

  const { code, stderr } = await runProgram(
    { native: copy, name: 'postgres', args: ['--version'], user },
    signal,
  );
  if (code === 0) return copy;
  throw new TongbanError(
    'INTERNAL_SERVER_ERROR',
    `PostgreSQL cannot be run: ${obstacle}, and the copy in ${copy} fails with "${stderr.trim().split('\n')[0]}"`,
  );
}

/** Another installation, another release or another user of ours has another copy. */
async function fingerprint(native: string): Promise<string> {
  const server = await lstat(join(native, 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres'));
  return createHash('sha256')
    .update(JSON.stringify([native, server.size, server.mtimeMs, process.getuid?.() ?? 0]))
    .digest('hex')
    .slice(0, 16);
}

async function isOurs(copy: string): Promise<boolean> {
  let found: Awaited<ReturnType<typeof lstat>>;
  try {
    found = await lstat(copy);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  // In a folder that all can write to, somebody may have laid programs of his own in wait under this name.
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return true;
  throw new TongbanError(
    'INTERNAL_SERVER_ERROR',
    `${copy} is not ours: it must be a folder of this account that others cannot write to; remove it`,
  );
}

async function makeCopy(native: string, copy: string): Promise<void> {
  const draft = await mkdtemp(`${copy}-`);
  try {
    await copyTree(native, draft);
    await linkLibraries(draft);
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another start was faster with the same copy.
    if (!(await isOurs(copy))) throw error;
  }
}

/** The modes are ours: an installation under umask 077 is closed to others, a read-only one to ourselves. */
async function copyTree(from: string, to: string): Promise<void> {
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isDirectory()) {
      await mkdir(target);
      await copyTree(source, target);
    } else if (!entry.name.endsWith('.a')) {
      await copyFile(source, target);
      await chmod(target, (await lstat(source)).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
