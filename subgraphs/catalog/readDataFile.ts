import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * Reads the rows of a data file: a JSON object with `_about` (where the rows come from) and one list.
 *
 * @param list - the name of the list.
 * @throws {Error} with one line naming the file and, for a bad row, its number, the field and the reason.
 */
export async function readDataFile<T>(
  folder: string,
  file: string,
  list: string,
  row: z.ZodType<T>,
): Promise<readonly T[]> {
  const path = join(folder, file);
  const content = z
    .object({ [list]: z.array(z.unknown(), `${list} must be a list of rows`) })
    .safeParse(await readJson(path));
  if (!content.success)
    throw new TongbanError('BAD_USER_INPUT', `${path}: ${content.error.issues[0]?.message}`);

  return (content.data[list] ?? []).map((value, index) => {
    const outcome = row.safeParse(value);
    if (outcome.success) return outcome.data;
    const [issue] = outcome.error.issues;
    throw new TongbanError(
      'BAD_USER_INPUT',
      `${path}: row ${index + 1}, ${issue?.path.join('.') || 'row'}: ${issue?.message}`,
    );
  });
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error;
    throw new TongbanError('BAD_USER_INPUT', `${path}: ${isMissing ? 'cannot be read' : 'is not JSON'}`, {
      cause: error,
    });
  }
}
