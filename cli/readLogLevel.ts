import { TongbanError } from '../domain/TongbanError.ts';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LEVELS)[number];

/**
 * Reads LOG_LEVEL.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming the levels that exist.
 */
export function readLogLevel(env: NodeJS.ProcessEnv, otherwise: LogLevel): LogLevel {
  const given = env['LOG_LEVEL'];
  if (given === undefined || given === '') return otherwise;
  const level = LEVELS.find((known) => known === given);
  if (level !== undefined) return level;
  throw new TongbanError('BAD_USER_INPUT', `LOG_LEVEL must be one of ${LEVELS.join(', ')}`);
}
