import { readFile } from 'node:fs/promises';
import { parse, YAMLParseError } from 'yaml';
import { TongbanError } from '../domain/TongbanError.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this account may not read it',
  EISDIR: 'it is a folder',
};

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
    const { code } = cause as NodeJS.ErrnoException;
    const reason = REASONS[code ?? ''] ?? code ?? 'unknown';
    throw new TongbanError('BAD_USER_INPUT', `the configuration ${file} cannot be read: ${reason}`, {
      cause,
    });
  }
  try {
    return parse(text, { prettyErrors: false });
  } catch (error) {
    // The parser's own message quotes what it stumbled over, which may be a secret.
    const at = error instanceof YAMLParseError ? ` at line ${lineOf(text, error.pos[0])}` : '';
    throw new TongbanError('BAD_USER_INPUT', `the configuration ${file} is neither YAML nor JSON${at}`);
  }
}

const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
