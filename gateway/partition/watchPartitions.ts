import { isConfirmed } from '../reload/isConfirmed.ts';
import { isTooMuch } from '../reload/isTooMuch.ts';
import type { Revisions } from '../reload/Revisions.ts';
import { readFollowed } from '../reload/readFollowed.ts';
import type { TellCopyState } from '../reload/TellCopyState.ts';
import { UnconfirmedRemoval } from '../reload/UnconfirmedRemoval.ts';
import type { PartitionSource } from './PartitionSource.ts';
import type { PartitionTable } from './PartitionTable.ts';
import { parsePartitions } from './parsePartitions.ts';

export interface WatchPartitionsOptions {
  readonly file: string;
  /** The subgraphs of the supergraph of this moment; default: any name will do. */
  readonly services?: () => readonly string[];
  /** Told one line per edit: taken over, or broken and why. */
  readonly log: (message: string) => void;
  /** An edit that takes away more of the endpoints than this waits for a confirmation; default 50. */
  readonly maxRemovedPercent?: () => number;
  readonly tell?: TellCopyState;
  /** Told of each table that has come into use since the start. */
  readonly onReload?: (table: PartitionTable) => void;
  /** Refuses what is older than what was in use. */
  readonly revisions?: Revisions;
  /** Between two looks at the file, in ms; default 500. */
  readonly intervalMs?: number;
  /** For how long a changed file must stay the same before it is believed, in ms; default: until the next look. */
  readonly settleMs?: number;
}

/** So many endpoints, and more than this share of all, do not vanish by an everyday edit. */
const FEW = 3;
const SHARE = 0.2;
const NAMED = 10;

/**
 * Reads a partitions file and follows its edits until closed.
 *
 * The content is polled: that sees edits by rename, on network drives and through mounted config maps alike. A change
 * counts once it has stood still for `settleMs`, since half a file can be valid YAML that lacks half of the country.
 *
 * @throws {RangeError} one line, when the file cannot be read or is broken at the start.
 */
export async function watchPartitions(options: WatchPartitionsOptions): Promise<PartitionSource> {
  const { file, log, services, intervalMs = 500 } = options;
  const { settleMs = intervalMs } = options;
  const { maxRemovedPercent = () => 50, tell, onReload, revisions } = options;
  const parse = (text: string) => {
    revisions?.check(file, text);
    return parsePartitions(text, { file, ...(services === undefined ? {} : { services: services() }) });
  };
  const first = await read(file);
  if (first.text === undefined) throw new RangeError(first.reason);

  let table: PartitionTable = parse(first.text);
  revisions?.took(file, first.text);
  let settled = keyOf(first);
  let candidate = settled;
  let isUnconfirmed = false;
  /** The subgraphs by which the last edit was refused: other ones may be what it waited for. */
  let refusedBy: string | undefined;
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
      await adopt(now);
    } else if (!moving && refusedBy !== undefined && refusedBy !== subgraphs()) await adopt(now);
    else if (!moving && isUnconfirmed && (await hasConfirmation(now))) await adopt(now);
    timer = later(look, moving ? settleMs : intervalMs);
  }

  const subgraphs = () => String(services?.());
  const hasConfirmation = async ({ text }: Reading) => text !== undefined && isConfirmed(file, text);

  async function adopt(reading: Reading): Promise<void> {
    const { text, reason } = reading;
    try {
      if (text === undefined) throw new RangeError(reason);
      const before = table;
      const next = parse(text);
      const lost = lostBetween(before, next);
      const isExcessive = isTooMuch(lost.length, before.endpoints().length, maxRemovedPercent());
      if (isExcessive && !(await hasConfirmation(reading)))
        throw new UnconfirmedRemoval(
          file,
          `${lost.length} of ${before.endpoints().length} endpoints would be gone (${someOf(lost)})`,
        );
      table = next;
      revisions?.took(file, text);
      isUnconfirmed = false;
      refusedBy = undefined;
      tell?.('current');
      log(
        `${file}: partitions reloaded, ${table.endpoints().length} endpoints${describeLoss(before, table)}`,
      );
      onReload?.(next);
    } catch (error) {
      isUnconfirmed = error instanceof UnconfirmedRemoval;
      refusedBy = isUnconfirmed ? undefined : subgraphs();
      tell?.('stale');
      log(`${reasonOf(error, file)}; the old partitions stay`);
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

function reasonOf(error: unknown, file: string): string {
  if (error instanceof UnconfirmedRemoval) return `${file}: ${error.message}`;
  return error instanceof RangeError ? error.message : `${file}: cannot be used`;
}

/** A slip of an editor may lose half of the country in a file that is well-formed. */
function describeLoss(before: PartitionTable, after: PartitionTable): string {
  const old = before.endpoints();
  const lost = lostBetween(before, after);
  if (lost.length < FEW || lost.length <= old.length * SHARE) return '';
  return `; ${lost.length} of ${old.length} are gone (${someOf(lost)}): if that was not meant, put them back`;
}

function lostBetween(before: PartitionTable, after: PartitionTable): readonly string[] {
  const kept = new Set(after.endpoints().map(({ service, prefix }) => `${service} ${prefix}`));
  return before
    .endpoints()
    .map(({ service, prefix }) => `${service} ${prefix}`)
    .filter((name) => !kept.has(name));
}

const someOf = (names: readonly string[]): string =>
  `${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ', …' : ''}`;

interface Reading {
  readonly text: string | undefined;
  readonly reason: string;
}

async function read(file: string): Promise<Reading> {
  try {
    return { text: await readFollowed(file), reason: '' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { text: undefined, reason: `${file}: the partitions file cannot be read (${code})` };
  }
}

const keyOf = ({ text, reason }: Reading) => (text === undefined ? `unreadable ${reason}` : `text ${text}`);

function later(work: () => Promise<void>, ms: number): NodeJS.Timeout {
  return setTimeout(() => void work(), ms).unref();
}
