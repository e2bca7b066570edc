import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readStackSecrets } from './readStackSecrets.ts';
import type { Stack } from './Stack.ts';
import { type Part, startPart } from './startPart.ts';

interface ReplicaOptions {
  /** Of the stack. */
  readonly databaseUrl: string;
  /** The one system that it serves, `housing-fund/330000`. */
  readonly system: string;
  /** Options of the place that differ from the sandbox's. */
  readonly options?: Readonly<Record<string, unknown>>;
}

const places = z.array(
  z.looseObject({
    department: z.string(),
    jurisdiction: z.string(),
    options: z.record(z.string(), z.unknown()),
  }),
);

/** A second server of one place of a running stack, on the same database, as an operator runs it for safety. */
export async function startReplica(
  stack: Stack,
  { databaseUrl, system, options = {} }: ReplicaOptions,
): Promise<Part & { readonly url: string }> {
  const { contextMaster, identityMaster, storeKey } = await readStackSecrets(stack);
  const listed = places.parse(await stack.govern('GET', '/places'));
  const place = listed.find((one) => `${one.department}/${one.jurisdiction}` === system);
  if (place === undefined) throw new Error(`there is no system ${system}`);
  const { department, ...settings } = place;
  const file = join(stack.folder, `replica-${department}.json`);
  await writeFile(
    file,
    JSON.stringify({
      contextKey: { master: contextMaster },
      identityKeys: { master: identityMaster },
      databaseUrl,
      storeKey,
      development: true,
      places: [{ ...settings, options: { ...place.options, ...options }, inbound: { port: 0 } }],
    }),
  );
  const part = startPart(['subgraph', department, '--config', file], { LOG_LEVEL: 'warn' });
  const [, url = ''] = await part.says(/serves at (http\S+)/);
  return { ...part, url };
}
