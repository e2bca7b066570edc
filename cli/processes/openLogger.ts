import type { Writable } from 'node:stream';
import { type Bindings, type LevelWithSilent, type Logger, pino } from 'pino';
import { LogLines } from './LogLines.ts';

interface LoggerOptions {
  readonly level: LevelWithSilent;
  /** In every line; `null`: nothing. */
  readonly base: Bindings | null;
}

/**
 * The log of a process that serves.
 *
 * Not pino's own destination: when it holds a line at the end of a process whose output nobody reads any more (the
 * supervisor was killed, `| head` is done), it tries to write that line for ever, and the process stays.
 *
 * @param target - where lines go; default stdout.
 */
export function openLogger({ level, base }: LoggerOptions, target: Writable = process.stdout): Logger {
  const lines = new LogLines(target);
  process.on('exit', () => lines.flush());
  return pino({ level, base }, lines);
}
