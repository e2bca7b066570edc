import { randomUUID } from 'node:crypto';
import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/**
 * Writes a text file so that a reader sees the old text or the new one, never a part: gateways watch the supergraph.
 * A link is followed; what is no regular file (a pipe, `/dev/stdout`) is written straight.
 *
 * @throws {Error} with one line naming the file, when the folder is missing or closed to us; the old file then stands.
 */
export async function writeFileAtomically(file: string, text: string): Promise<void> {
  try {
    await write(file, text);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(',', 1);
    throw new Error(`cannot write ${file}: ${reason}`, { cause: error });
  }
}

async function write(file: string, text: string): Promise<void> {
  const existing = await stat(file).catch(() => undefined);
  if (existing && !existing.isFile()) {
    await writeFile(file, text);
    return;
  }
  const target = existing ? await realpath(file) : file;
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, existing ? { mode: existing.mode } : {});
    // What `writeFile` makes is closed further by our umask.
    if (existing) await chmod(temporary, existing.mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
