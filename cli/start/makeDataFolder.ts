import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * Makes a data folder where it is missing. Others may pass through it, because PostgreSQL runs under another account when
 * we are root; the files with secrets inside are closed by their own modes.
 *
 * @throws {TongbanError} BAD_USER_INPUT when the path cannot be used.
 */
export async function makeDataFolder(path: string): Promise<string> {
  const folder = resolve(path);
  try {
    await makeMissing(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new TongbanError(
      'BAD_USER_INPUT',
      `the data folder ${folder} cannot be made or written to (${code})`,
      {
        cause,
      },
    );
  }
}

/** `mkdir` with `recursive` never returns where the system allows no folders at all, below `/proc` (Node 20). */
async function makeMissing(folder: string): Promise<void> {
  const parent = dirname(folder);
  if (parent !== folder && !(await exists(parent))) await makeMissing(parent);
  try {
    await mkdir(folder, { mode: 0o755 });
  } catch (error) {
    if (!(await stat(folder).catch(() => null))?.isDirectory()) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
