import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';
import { developmentSecretsFile } from './developmentSecretsFile.ts';

const secrets = z.strictObject({
  contextMaster: z.base64(),
  identityMaster: z.base64(),
  vaultKey: z.base64(),
  /** Missing in a folder that was made before places had a store. */
  storeKey: z.base64().optional(),
  /** Missing in a folder that was made before there were cases. */
  caseKey: z.base64().optional(),
  sandbox: z.base64(),
  signingKey: z.looseObject({ kty: z.literal('EC'), kid: z.string(), d: z.string() }),
});

type StoredSecrets = z.infer<typeof secrets>;

/**
 * Reads the secrets of a data folder.
 *
 * @returns `null` when nothing was ever started on that folder.
 * @throws {TongbanError} one line: CONFLICT when the file is damaged, for a new vault key would make the stored holders
 *   unreadable; BAD_USER_INPUT when this account may not read it.
 */
export async function readDevelopmentSecrets(folder: string): Promise<StoredSecrets | null> {
  const file = developmentSecretsFile(folder);
  const text = await readIfAny(file);
  if (text === null) return null;

  const parsed = secrets.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new TongbanError(
    'CONFLICT',
    `${file} is damaged; restore it, or delete the whole data folder to begin anew`,
  );
}

async function readIfAny(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new TongbanError('BAD_USER_INPUT', `${file} cannot be read (${code})`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
