import { setTimeout as pause } from 'node:timers/promises';
import { TongbanError } from '../../domain/TongbanError.ts';
import { lastComplaint } from './lastComplaint.ts';
import { runProgram } from './runProgram.ts';
import type { ServerUser } from './serverUser.ts';

export interface SqlOptions {
  readonly native: string;
  readonly data: string;
  readonly user: ServerUser | null;
  /** One statement each, without a line break; the first that fails ends the run. */
  readonly statements: readonly string[];
}

const ORPHANS_END_MS = 5_000;
const TRY_EVERY_MS = 50;

/**
 * Runs statements as superuser on a data folder that no server works on, with nobody listening and no
 * password: PostgreSQL's single-user mode. Recovers from a crash first where needed.
 *
 * @throws {TongbanError} with PostgreSQL's own complaint.
 */
export async function runSql(options: SqlOptions, signal?: AbortSignal): Promise<void> {
  const { native, data, user, statements } = options;
  const args = [
    '--single',
    '-D',
    data,
    '-c',
    'exit_on_error=on',
    '-c',
    'log_min_error_statement=panic',
    'postgres',
  ];
  const input = `${statements.join('\n')}\n`;
  const giveUpAt = performance.now() + ORPHANS_END_MS;
  for (;;) {
    const { code, stderr } = await runProgram({ native, name: 'postgres', args, user, input }, signal);
    if (code === 0) return;
    // Processes of a server that was killed see its death within moments and end; until then their memory is in use.
    if (!stderr.includes('shared memory block') || performance.now() > giveUpAt) {
      throw new TongbanError(
        'INTERNAL_SERVER_ERROR',
        `PostgreSQL cannot use ${data}: ${lastComplaint(stderr)}`,
      );
    }
    await pause(TRY_EVERY_MS, undefined, { signal });
  }
}
