import { constants, type FileHandle, open } from 'node:fs/promises';
import { type BatchDigest, createBatchDigest } from './batchDigest.ts';
import { fingerprintOf } from './fingerprintOf.ts';

const MAX_DATA = 64 * 1024 * 1024;
const MAX_DIGEST_FILE = 1_024;
/** Bytes beyond which not even the digest is looked at. */
const MAX_DIGESTED = 1024 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** What is to be seen of a batch's data and digest file. */
export interface BatchFiles {
  /** Changes whenever either file does. */
  readonly fingerprint: string;
  /** Whether the digest is that of the data, which then are given, unless they are larger than a batch may be. */
  readonly content:
    | { readonly is: 'AGREEING'; readonly bytes: Uint8Array }
    | { readonly is: 'TOO_LARGE' }
    | { readonly is: 'DISAGREEING' };
}

interface BatchPaths {
  readonly data: string;
  readonly digest: string;
  /** The name that the digest file gives to the data. */
  readonly dataName: string;
  readonly kind: BatchDigest;
}

/**
 * Reads both files of a batch, whatever they are: symbolic links are not followed, and neither pipes nor devices waited
 * for; they are no files.
 *
 * @throws {Error} of the file system, apart from files that are missing.
 */
export async function readBatchFiles({ data, digest, dataName, kind }: BatchPaths): Promise<BatchFiles> {
  const digestFile = await readSmall(digest);
  const promised = digestOf(digestFile.text, { dataName, kind });
  const file = await openFile(data);
  if (file === null) {
    return { fingerprint: `missing ${digestFile.fingerprint}`, content: { is: 'DISAGREEING' } };
  }
  try {
    const before = await file.stat({ bigint: true });
    const fingerprint = `${fingerprintOf(before)} ${digestFile.fingerprint}`;
    if (!before.isFile()) return { fingerprint, content: { is: 'DISAGREEING' } };
    if (before.size > BigInt(MAX_DIGESTED)) return { fingerprint, content: { is: 'TOO_LARGE' } };
    if (promised === null) return { fingerprint, content: { is: 'DISAGREEING' } };
    return { fingerprint, content: await readContent(file, { promised, kind }) };
  } finally {
    await file.close();
  }
}

async function readContent(
  file: FileHandle,
  { promised, kind }: { readonly promised: string; readonly kind: BatchDigest },
): Promise<BatchFiles['content']> {
  const hash = createBatchDigest(kind);
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(CHUNK), position: size });
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    size += bytesRead;
    if (size > MAX_DIGESTED) return { is: 'TOO_LARGE' };
    if (size <= MAX_DATA) chunks.push(chunk);
  }
  if (hash.digest('hex') !== promised) return { is: 'DISAGREEING' };
  return size > MAX_DATA ? { is: 'TOO_LARGE' } : { is: 'AGREEING', bytes: Buffer.concat(chunks, size) };
}

/** `null` for a digest file that is missing or of another form. */
function digestOf(
  text: string | null,
  { dataName, kind }: { readonly dataName: string; readonly kind: BatchDigest },
): string | null {
  const [, hex, name] = /^([0-9A-Fa-f]+) {2}([^\r\n]+)(?:\r?\n)?$/.exec(text ?? '') ?? [];
  const isOfKind = hex?.length === (kind === 'MD5' ? 32 : 64);
  return isOfKind && name === dataName ? hex.toLowerCase() : null;
}

async function readSmall(
  path: string,
): Promise<{ readonly text: string | null; readonly fingerprint: string }> {
  const file = await openFile(path);
  if (file === null) return { text: null, fingerprint: 'missing' };
  try {
    const stats = await file.stat({ bigint: true });
    const fingerprint = fingerprintOf(stats);
    if (!stats.isFile() || stats.size > BigInt(MAX_DIGEST_FILE)) return { text: null, fingerprint };
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(MAX_DIGEST_FILE + 1),
      position: 0,
    });
    return { text: buffer.toString('latin1', 0, bytesRead), fingerprint };
  } finally {
    await file.close();
  }
}

/** `null` where there is nothing of the name, or a symbolic link. */
async function openFile(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENXIO') return null;
    throw error;
  }
}
