import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { parseCitizenNumber } from '../../domain/citizenNumber.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { readSettingsFile } from '../readSettingsFile.ts';

const personFile = z.strictObject({ number: z.string(), name: z.string().min(1) });
const OTHERS = 0o077;

/**
 * Reads the test person of a place: `number` (in quotes) and `name`, YAML or JSON, readable by its owner alone.
 *
 * @throws {TongbanError} BAD_USER_INPUT with one line; what stands in the file is never quoted.
 */
export async function readPerson(file: string): Promise<HolderIdentity> {
  const settings = await readSettingsFile(file);
  if (process.platform !== 'win32' && ((await stat(file)).mode & OTHERS) !== 0) {
    throw refusal(`${file} holds personal data and may be read by others: chmod 600 ${file}`);
  }
  const { data } = personFile.safeParse(settings);
  if (data === undefined) throw refusal(`${file} must hold number, a text in quotes, and name`);
  try {
    return { kind: 'NATURAL_PERSON', number: parseCitizenNumber(data.number), name: data.name };
  } catch {
    throw refusal(`${file}: number is not a citizen number of GB 11643`);
  }
}

const refusal = (message: string) => new TongbanError('BAD_USER_INPUT', message);
