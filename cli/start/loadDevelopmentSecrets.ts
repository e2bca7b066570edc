import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { DevelopmentSecrets } from './DevelopmentSecrets.ts';
import { developmentSecretsFile } from './developmentSecretsFile.ts';
import { readDevelopmentSecrets } from './readDevelopmentSecrets.ts';

/**
 * Reads the secrets of a data folder, or makes them on first use: random, readable by this user only. They belong to
 * the folder, because the vault inside it can be read with no other.
 *
 * @param folder - claimed by this process.
 * @throws {TongbanError} with one line when the file is damaged or cannot be read.
 */
export async function loadDevelopmentSecrets(folder: string): Promise<DevelopmentSecrets> {
  return (await readDevelopmentSecrets(folder)) ?? create(developmentSecretsFile(folder));
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
  await writeWhole(file, JSON.stringify(made, null, 2));
  return made;
}

/** A start that is killed half-way leaves no half file behind, which the next one could only call damaged. */
async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

function random(): string {
  return randomBytes(32).toString('base64');
}
