import { rename, writeFile } from 'node:fs/promises';

/**
 * Edits a file that is followed in one step: while it is written in place, two looks a few milliseconds apart may both see it empty,
 * which is an edit of its own.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
