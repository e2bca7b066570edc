import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';
import { processStart } from './processStart.ts';

/** `inode` is the folder's: a claim in a copy of the folder does not hold the copy. */
const holderSchema = z.object({ pid: z.int().positive(), start: z.string(), inode: z.number() });
type Holder = z.infer<typeof holderSchema>;

const CLAIM = /^claim\.(\d+)$/;

/**
 * Makes this process the only one that may run a server on a data folder, until released or dead.
 *
 * Node has no file locks. Claims are therefore numbered files: the highest number holds, a dead holder is
 * followed by the next number, and a number can be taken once only, so two starts cannot both succeed a dead one.
 *
 * @returns gives the folder free.
 * @throws {TongbanError} CONFLICT when a living process holds the folder.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const draft = join(folder, `claim-${randomUUID()}`);
  const start = (await processStart(process.pid)) ?? '';
  const own: Holder = { pid: process.pid, start, inode: (await stat(folder)).ino };
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    for (;;) {
      const highest = (await claims(folder)).at(-1) ?? 0;
      if (highest > 0) await refuseIfHeld(folder, highest);
      if (await take(draft, folder, highest + 1))
        return () => rm(claimFile(folder, highest + 1), { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

const claimFile = (folder: string, number: number) => join(folder, `claim.${number}`);

/** A link is made whole or not at all, so nobody ever reads a half-written claim. */
async function take(draft: string, folder: string, number: number): Promise<boolean> {
  try {
    await link(draft, claimFile(folder, number));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  const all = await claims(folder);
  // We looked before another start took a higher number and cleared the lower ones: that one holds.
  if (all.some((other) => other > number)) {
    await rm(claimFile(folder, number), { force: true });
    return false;
  }
  for (const old of all.filter((other) => other < number)) await rm(claimFile(folder, old), { force: true });
  return true;
}

async function claims(folder: string): Promise<number[]> {
  return (await readdir(folder))
    .map((name) => Number(CLAIM.exec(name)?.[1] ?? 0))
    .filter((number) => number > 0)
    .sort((a, b) => a - b);
}

async function refuseIfHeld(folder: string, number: number): Promise<void> {
  const holder = await readHolder(claimFile(folder, number));
  if (holder === null || holder.inode !== (await stat(folder)).ino) return;
  if ((await processStart(holder.pid)) !== holder.start) return;
  throw new TongbanError(
    'CONFLICT',
    `the data folder ${folder} is in use by process ${holder.pid}; stop it or choose another folder`,
  );
}

/** `null` when it was released meanwhile, or is no claim of ours. */
async function readHolder(file: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
