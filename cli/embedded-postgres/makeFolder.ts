import { access, constants, mkdir, realpath } from 'node:fs/promises';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * Makes the folder for a database where it is missing.
 *
 * @returns its real path, without links.
 * @throws {TongbanError} BAD_USER_INPUT when it cannot be made or used.
 */
export async function makeFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const folder = await realpath(dataDir);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new TongbanError(
      'BAD_USER_INPUT',
      `the data folder ${dataDir} cannot be made or written to (${code})`,
      { cause },
    );
  }
}
