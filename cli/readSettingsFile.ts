import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { TongbanError } from '../domain/TongbanError.ts';

/**
 * Reads a YAML or JSON configuration file.
 *
 * @throws {TongbanError} BAD_USER_INPUT with one line: the file is missing or is no YAML; its text is never quoted.
 */
export async function readSettingsFile(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new TongbanError('BAD_USER_INPUT', `the configuration ${file} cannot be read`, { cause });
  }
  try {
    return parse(text, { prettyErrors: false });
  } catch {
    throw new TongbanError('BAD_USER_INPUT', `the configuration ${file} is neither YAML nor JSON`);
  }
}
