import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { GuardedSystem } from '../GuardedSystem.ts';
import { inParallel } from '../inParallel.ts';
import type { DataExchangeClient } from './DataExchangeClient.ts';
import { type HolderRows, matchRows } from './matchRows.ts';

/** Calls that one question may have at the system at a time: half of its places, so that others get through. */
const MAX_CALLS = 8;

/** A system that speaks the dialect. */
export interface DataExchangeSystem {
  readonly client: DataExchangeClient;
  readonly system: GuardedSystem;
  /** Holders per call. */
  readonly batchLimit: number;
}

/** What to ask about whom, and what to make of the rows about each. */
export interface HolderQuestion<T> {
  /** Names the breaker. */
  readonly operation: string;
  /** 服务标识. */
  readonly serviceId: string;
  readonly holders: readonly HolderIdentity[];
  /** @throws {TongbanError} for the entry of this holder. */
  readonly read: (about: HolderRows) => T;
}

/**
 * Asks one service about any number of holders, in as many calls as its limit takes.
 *
 * @returns one entry per holder, in the same order.
 * @throws {TongbanError} when a call as a whole failed.
 */
export async function askAboutHolders<T>(
  { client, system, batchLimit }: DataExchangeSystem,
  { operation, serviceId, holders, read }: HolderQuestion<T>,
  signal: AbortSignal,
): Promise<readonly (T | TongbanError)[]> {
  const askAboutBatch = async (batch: readonly HolderIdentity[], batchSignal: AbortSignal) => {
    const rows = await system.read(
      operation,
      (callSignal) => client.fetchRows({ serviceId, holders: batch }, callSignal),
      batchSignal,
    );
    return matchRows(rows, batch).map((about) => settle(() => read(about)));
  };
  const batches = inBatches(holders, batchLimit);
  return (await inParallel(batches, askAboutBatch, { limit: MAX_CALLS, signal })).flat();
}

function inBatches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** What is wrong about one holder stays with that holder. */
function settle<T>(read: () => T): T | TongbanError {
  try {
    return read();
  } catch (error) {
    if (error instanceof TongbanError) return error;
    throw error;
  }
}
