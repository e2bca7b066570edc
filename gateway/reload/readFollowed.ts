import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { inFileTurn } from './inFileTurn.ts';

/** Opened without waiting: a named pipe would keep a thread until somebody writes into it, and the process from ending. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * Reads a file that is followed while the gateway runs.
 *
 * @throws {Error} with the system's `code` where it cannot be read, `EINVAL` for a pipe or a device, `ETIMEDOUT` where nothing comes.
 */
export const readFollowed = (file: string): Promise<string> =>
  inFileTurn(file, async () => {
    const handle = await open(file, FLAGS);
    try {
      const found = await handle.stat();
      // A folder says so itself, when it is read.
      if (!found.isFile() && !found.isDirectory()) throw noFile();
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  });

const noFile = () => Object.assign(new Error('it is a pipe or a device'), { code: 'EINVAL' });
