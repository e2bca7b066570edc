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
  const file = developmentSecretsFile(folder);
  const known = await readDevelopmentSecrets(folder);
  if (known === null) return keep(file, await make());
  const { storeKey, caseKey, ...others } = known;
  if (storeKey !== undefined && caseKey !== undefined) return { ...others, storeKey, caseKey };
  // What an older release did not know of is made now; what is there is never made anew.
  return keep(file, { ...others, storeKey: storeKey ?? random(), caseKey: caseKey ?? random() });
}

async function make(): Promise<DevelopmentSecrets> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return {
    contextMaster: random(),
    identityMaster: random(),
    vaultKey: random(),
    storeKey: random(),
    caseKey: random(),
    sandbox: random(),
    signingKey: { ...jwk, alg: 'ES256', kid: await calculateJwkThumbprint(jwk) },
  };
}

async function keep(file: string, secrets: DevelopmentSecrets): Promise<DevelopmentSecrets> {
  await writeWhole(file, JSON.stringify(secrets, null, 2));
  return secrets;
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
