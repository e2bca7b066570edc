import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Stack } from './Stack.ts';

const secretsFile = z.object({
  contextMaster: z.string(),
  identityMaster: z.string(),
  vaultKey: z.string(),
  storeKey: z.string(),
});

/** The development secrets of a running stack, base64. */
export async function readStackSecrets({
  folder,
}: Pick<Stack, 'folder'>): Promise<z.infer<typeof secretsFile>> {
  return secretsFile.parse(JSON.parse(await readFile(join(folder, 'development-secrets.json'), 'utf8')));
}
