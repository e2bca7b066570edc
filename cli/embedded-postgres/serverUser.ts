import { readFile } from 'node:fs/promises';
import { TongbanError } from '../../domain/TongbanError.ts';

/** The account that PostgreSQL runs under when it is not our own. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY_UID = 65_534;
/** macOS writes ids above 2^31 as negative numbers (`nobody` is -2). */
const ID_SPACE = 2 ** 32;

/**
 * Chooses the account for PostgreSQL, which refuses to run as root.
 *
 * An account without a passwd entry does not work (initdb asks for its name), and none is ever created.
 *
 * @param passwdFile - the list of accounts, for tests.
 * @returns `null` when this process is not root and PostgreSQL runs under our own account.
 * @throws {TongbanError} when root has no unprivileged account to use.
 */
export async function serverUser(passwdFile = '/etc/passwd'): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;

  const accounts = (await readFile(passwdFile, 'utf8')).split('\n').map(toAccount);
  const nobody =
    accounts.find((account) => account.name === 'nobody' && account.uid > 0) ??
    accounts.find((account) => account.uid === NOBODY_UID);
  if (nobody === undefined) {
    throw new TongbanError(
      'INTERNAL_SERVER_ERROR',
      'PostgreSQL does not run as root and this system has no account "nobody"; start as another user or set DATABASE_URL',
    );
  }
  return { uid: nobody.uid, gid: nobody.gid };
}

function toAccount(line: string) {
  const [name = '', , uid = '', gid = ''] = line.split(':');
  return { name, uid: toId(uid), gid: toId(gid) };
}

function toId(text: string): number {
  const id = text === '' ? Number.NaN : Number(text);
  return id < 0 ? id + ID_SPACE : id;
}
