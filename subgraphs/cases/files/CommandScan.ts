import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { FileScan, ScannedFile } from './FileScan.ts';

/** As `clamdscan -` ends: 0 nothing found, 1 found, 2 and more it does not know. */
const PASSED = 0;
const REFUSED = 1;
/** Nothing of ours: whoever reads foreign contents gets no secrets. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C' };

/** A scanner that is a program: it gets the content on its standard input, and says by its exit code what it thinks. */
export class CommandScan implements FileScan {
  readonly #program: string;
  readonly #arguments: readonly string[];
  readonly #timeoutMs: number;

  constructor({
    command: [program = '', ...rest],
    timeoutSeconds,
  }: {
    readonly command: readonly string[];
    readonly timeoutSeconds: number;
  }) {
    this.#program = program;
    this.#arguments = rest;
    this.#timeoutMs = timeoutSeconds * 1_000;
  }

  async passes({ content }: ScannedFile): Promise<boolean> {
    const child = spawn(this.#program, this.#arguments, {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: ENVIRONMENT,
      timeout: this.#timeoutMs,
      killSignal: 'SIGKILL',
    });
    const ended = once(child, 'close').catch((cause: unknown) => {
      throw away('cannot be started', cause);
    });
    const unread: unknown[] = [];
    // One that has seen enough may end before it has read everything: only its exit code counts.
    const fed = pipeline(Readable.from(watched(content(), unread)), child.stdin).catch(() => undefined);
    const [[code]] = await Promise.all([ended, fed]);
    // It took the part that it got for the whole.
    if (unread.length > 0) throw unread[0];
    if (code === PASSED) return true;
    if (code === REFUSED) return false;
    throw away(`ended with ${code ?? 'a signal'}`);
  }
}

async function* watched(content: AsyncIterable<Buffer>, failures: unknown[]): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    failures.push(error);
    throw error;
  }
}

const away = (what: string, cause?: unknown): TongbanError =>
  new TongbanError('INTERNAL_SERVER_ERROR', `The scan of files ${what}`, {
    retryable: true,
    retryAfter: 5,
    cause,
  });
