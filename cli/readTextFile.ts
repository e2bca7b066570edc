import { readFile } from 'node:fs/promises';

/** @throws {Error} with one line that names the file: of a directory in its place the system's own reason does not. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new Error(`${file} cannot be read (${code})`, { cause: error });
  }
}
