import { readFile } from 'node:fs/promises';
import { TongbanError } from '../domain/TongbanError.ts';

const NAMES = ['DATABASE_URL', 'DATABASE_URL_FILE'] as const;

/**
 * Reads DATABASE_URL, or the file that DATABASE_URL_FILE names, which keeps the password out of the environment.
 *
 * @returns `null` when neither is given.
 * @throws {TongbanError} BAD_USER_INPUT naming the variable; the value is never quoted, it may hold a password.
 */
export async function readDatabaseUrl(env: NodeJS.ProcessEnv): Promise<string | null> {
  const [inline, file] = NAMES.map((name) => env[name] || undefined);
  if (inline !== undefined && file !== undefined) {
    throw refusal(`${NAMES.join(' and ')} are both given; one is enough`);
  }
  const url = file === undefined ? inline : await readSecret(file);
  if (url === undefined) return null;
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return url;
  throw refusal(`${file === undefined ? NAMES[0] : NAMES[1]} must be a postgres:// URL`);
}

async function readSecret(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw refusal(`${NAMES[1]}: ${file} cannot be read (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
}

const refusal = (message: string, cause?: unknown) => new TongbanError('BAD_USER_INPUT', message, { cause });
