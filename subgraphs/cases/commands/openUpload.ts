import { TongbanError } from '../../../domain/TongbanError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import { requireFiles } from '../files/requireFiles.ts';
import type { StoredFile } from '../files/StoredFile.ts';
import type { OpenUploadInput } from '../resolvers.generated.ts';
import { createFile } from '../storage/createFile.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { sortedJson } from './sortedJson.ts';

const SHA256 = /^[0-9a-f]{64}$/;
/** Nothing that a header, a file system or a reader's eye takes for something else. */
const NAME = /^[^\p{C}/\\]{1,200}$/u;

/** Announces a file, or finds the one that the same request announced before. @see SDL `openUpload` for what it refuses. */
export async function openUpload(
  input: OpenUploadInput,
  { services, caller }: CommandTools,
): Promise<StoredFile> {
  const { database, vault } = services;
  const { config, rows } = requireFiles(services);
  const key = parseIdempotencyKey(input.idempotencyKey);
  requireDeclared(input, config.maxBytes);
  if (caller.offices.length === 0 && (await caller.findSelf()) === null)
    throw new TongbanError('NOT_FOUND', 'The token belongs to nobody who is known here');
  const { idempotencyKey: _, ...content } = input;
  const idempotency = {
    scope: caller.scope,
    key,
    digest: vault.digestOf(['openUpload', sortedJson(content)]),
  };
  const { type, size, sha256 } = input;
  const about = { name: input.name ?? null, sha256 };
  const fileId = await askDatabase(
    database
      .transaction()
      .execute((transaction) =>
        createFile(
          transaction,
          { owner: caller.digest, type, size, about, idempotency, maxUnbound: config.maxUnbound },
          vault,
        ),
      ),
  );
  const file = await askDatabase(rows.find(fileId));
  if (file === null || file.state === 'GONE')
    throw new TongbanError('NOT_FOUND', 'This upload was removed: open another one with another key');
  return file;
}

function requireDeclared({ size, sha256, name }: OpenUploadInput, maxBytes: number): void {
  if (size < 1 || size > maxBytes) throw bad(`size must be 1 to ${maxBytes} bytes`);
  if (!SHA256.test(sha256)) throw bad('sha256 must be 64 hexadecimal digits in lower case');
  if (typeof name === 'string' && !NAME.test(name))
    throw bad('name must be 1 to 200 characters without slashes and control characters');
}

const bad = (problem: string): TongbanError => new TongbanError('BAD_USER_INPUT', `input.${problem}`);
