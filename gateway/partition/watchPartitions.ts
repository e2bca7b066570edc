import { readFile } from 'node:fs/promises';
import type { PartitionSource } from './PartitionSource.ts';
import type { PartitionTable } from './PartitionTable.ts';
import { parsePartitions } from './parsePartitions.ts';

export interface WatchPartitionsOptions {
  readonly file: string;
  /** Told one line per edit: taken over, or broken and why. */
  readonly log: (message: string) => void;
  /** Between two looks at the file, in ms; default 500. */
  readonly intervalMs?: number;
  /** For how long a changed file must stay the same before it is believed, in ms; default 100. */
  readonly settleMs?: number;
}

/**
 * Reads a partitions file and follows its edits until closed.
 *
 * The content is polled: that sees edits by rename, on network drives and through mounted config maps alike. A change
 * counts once it has stood still for `settleMs`, since half a file can be valid YAML that lacks half of the country.
 *
 * @throws {RangeError} one line, when the file cannot be read or is broken at the start.
 */
export async function watchPartitions(options: WatchPartitionsOptions): Promise<PartitionSource> {
  const { file, log, intervalMs = 500, settleMs = 100 } = options;
  const first = await read(file);
  if (first.text === undefined) throw new RangeError(first.reason);

  let table: PartitionTable = parsePartitions(first.text, file);
  let settled = keyOf(first);
  let candidate = settled;
  let closed = false;
  let timer = later(look, intervalMs);

  async function look(): Promise<void> {
    const now = await read(file);
    if (closed) return;
    const seen = keyOf(now);
    const moving = seen !== candidate;
    candidate = seen;
    if (!moving && seen !== settled) {
      settled = seen;
      adopt(now);
    }
    timer = later(look, moving ? settleMs : intervalMs);
  }

  function adopt({ text, reason }: Reading): void {
    try {
      if (text === undefined) throw new RangeError(reason);
      table = parsePartitions(text, file);
      log(`${file}: partitions reloaded, ${table.endpoints().length} endpoints`);
    } catch (error) {
      log(
        `${error instanceof RangeError ? error.message : `${file}: cannot be used`}; the old partitions stay`,
      );
    }
  }

  return {
    table: () => table,
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

interface Reading {
  readonly text: string | undefined;
  readonly reason: string;
}

async function read(file: string): Promise<Reading> {
  try {
    return { text: await readFile(file, 'utf8'), reason: '' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { text: undefined, reason: `${file}: the partitions file cannot be read (${code})` };
  }
}

const keyOf = ({ text, reason }: Reading) => (text === undefined ? `unreadable ${reason}` : `text ${text}`);

function later(work: () => Promise<void>, ms: number): NodeJS.Timeout {
  return setTimeout(() => void work(), ms).unref();
}
