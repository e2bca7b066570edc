import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
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
    await mkdir(folder, { recursive: true, mode: 0o755 });
  } catch (cause) {
    throw new TongbanError('BAD_USER_INPUT', `the data folder ${folder} cannot be made`, { cause });
  }
  return folder;
}
