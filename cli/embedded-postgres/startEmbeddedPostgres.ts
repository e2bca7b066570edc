import { randomBytes } from 'node:crypto';
import type { ProcessLog } from '../processes/ProcessLog.ts';
import { claimFolder } from './claimFolder.ts';
import { DATABASE_ROLE } from './databaseRole.ts';
import { launchOnPort } from './launchOnPort.ts';
import { makeFolder } from './makeFolder.ts';
import { prepareData } from './prepareData.ts';
import { RunningPostgres } from './RunningPostgres.ts';
import { runSql } from './runSql.ts';
import { scramVerifier } from './scramVerifier.ts';

export interface EmbeddedPostgresOptions {
  /** A folder for this database alone; made where it is missing. */
  readonly dataDir: string;
  /** 1-65535; default 0, any free one. */
  readonly port?: number;
  readonly log: ProcessLog;
  /** Gives up the start, which then rejects; once started, only `stop` ends the server. */
  readonly signal?: AbortSignal;
  /** The platform package's folder `native`; default: that of the installed package. */
  readonly native?: string;
}

const PASSWORD_BYTES = 24;

/**
 * Starts PostgreSQL on a data folder, with an empty database `tongban` the first time.
 *
 * The server listens on 127.0.0.1 only and lets in one role, by a password that is new with every start and
 * stands nowhere but in the returned URL: on disk there is only its SCRAM verifier, inside the database.
 * As root it runs under the account `nobody`; a server left over from a killed run is stopped first.
 *
 * @throws {TongbanError} one line; CONFLICT when another process uses the folder or the port is taken.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  const { port: wanted = 0, signal } = options;
  signal?.throwIfAborted();
  const folder = await makeFolder(options.dataDir);
  const release = await claimFolder(folder);
  try {
    const prepared = await prepareData({ ...options, folder }, signal);
    const password = randomBytes(PASSWORD_BYTES).toString('base64url');
    const setPassword = `ALTER ROLE ${DATABASE_ROLE} PASSWORD '${scramVerifier(password)}'`;
    await runSql({ ...prepared, statements: [setPassword] }, signal);

    const { server, port } = await launchOnPort({ ...prepared, folder, port: wanted }, signal);
    const url = `postgres://${DATABASE_ROLE}:${password}@127.0.0.1:${port}/${DATABASE_ROLE}`;
    return new RunningPostgres({ ...prepared, server, url, release });
  } catch (error) {
    await release();
    throw error;
  }
}
