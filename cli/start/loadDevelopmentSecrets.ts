import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { DevelopmentSecrets } from './DevelopmentSecrets.ts';

const FILE = 'development-secrets.json';

const secrets = z.strictObject({
  contextMaster: z.base64(),
  identityMaster: z.base64(),
  vaultKey: z.base64(),
  sandbox: z.base64(),
  signingKey: z.looseObject({ kty: z.literal('EC'), kid: z.string(), d: z.string() }),
});

/**
 * Reads the secrets of a data folder, or makes them on first use: random, readable by this user only. They belong to
 * the folder, because the vault inside it can be read with no other.
 *
 * @throws {Error} with one line when the file is damaged; a new vault key would make the stored holders unreadable.
 */
export async function loadDevelopmentSecrets(folder: string): Promise<DevelopmentSecrets> {
  const file = join(folder, FILE);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return create(file);

  const parsed = secrets.safeParse(parseJson(text));
  if (!parsed.success)
    throw new TongbanError(
      'CONFLICT',
      `${file} is damaged; restore it, or delete the whole data folder to begin anew`,
    );
  return parsed.data;
}

async function create(file: string): Promise<DevelopmentSecrets> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const made: DevelopmentSecrets = {
    contextMaster: random(),
    identityMaster: random(),
    vaultKey: random(),
    sandbox: random(),
    signingKey: { ...jwk, alg: 'ES256', kid: await calculateJwkThumbprint(jwk) },
  };
  await writeFile(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' });
  return made;
}

function random(): string {
  return randomBytes(32).toString('base64');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
