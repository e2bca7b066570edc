import { access, constants, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { TongbanError } from '../../domain/TongbanError.ts';
import { canTraverse } from './canTraverse.ts';
import type { ServerUser } from './serverUser.ts';

/** `/var/lib` first: systemd empties `/var/tmp` of what was not used for 30 days, idle tables among it. */
const CANDIDATES: readonly string[] = ['/var/lib', '/var/tmp', tmpdir()];

/**
 * Finds a folder outside the project that we can write to and the server's account can reach.
 *
 * @param user - the server's account; `null` when it is our own.
 * @param candidates - folders in order of preference.
 * @throws {TongbanError} when none of them serves.
 */
export async function outsideFolder(
  user: ServerUser | null,
  candidates: readonly string[] = CANDIDATES,
): Promise<string> {
  for (const candidate of candidates) {
    try {
      const folder = await realpath(candidate);
      await access(folder, constants.W_OK | constants.X_OK);
      if (user === null || (await canTraverse(folder, user))) return folder;
    } catch {
      // Missing or closed to us: the next one may serve.
    }
  }
  throw new TongbanError(
    'INTERNAL_SERVER_ERROR',
    `PostgreSQL cannot run from here, and none of ${candidates.join(', ')} can be used instead; set DATABASE_URL`,
  );
}
