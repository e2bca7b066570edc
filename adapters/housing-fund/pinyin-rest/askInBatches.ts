import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { inParallel } from '../../transport/inParallel.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import { matchRows, type PersonRows } from './matchRows.ts';
import type { BatchAnswer } from './wire.ts';

/** 人员列表, at most. */
const BATCH_LIMIT = 50;
/** Calls that one question may have at the system at a time: half of its places, so that others get through. */
const MAX_CALLS = 8;

interface BatchQuestion<T> {
  readonly holders: readonly HolderIdentity[];
  /** Asks about one to fifty persons. */
  readonly ask: (persons: readonly NaturalPerson[], signal: AbortSignal) => Promise<BatchAnswer>;
  /** Whatever `TongbanError` it throws is that person's. */
  readonly read: (about: PersonRows, answer: BatchAnswer) => T;
  /** The entry of a company, which nobody is asked about. */
  readonly none: T;
}

/**
 * Asks about many holders, fifty per call, several calls at a time.
 *
 * @returns one entry per holder, in their order.
 * @throws the first failure of the system; the calls that are left are aborted.
 */
export async function askInBatches<T>(
  { holders, ask, read, none }: BatchQuestion<T>,
  signal: AbortSignal,
): Promise<readonly (T | TongbanError)[]> {
  const askAboutBatch = async (persons: readonly NaturalPerson[], batchSignal: AbortSignal) => {
    const answer = await ask(persons, batchSignal);
    return matchRows(answer.rows, persons).map((about) => settle(() => read(about, answer)));
  };
  const batches = inBatches(holders.filter((holder) => holder.kind === 'NATURAL_PERSON'));
  const entries = (await inParallel(batches, askAboutBatch, { limit: MAX_CALLS, signal })).flat().values();
  return holders.map(({ kind }) => (kind === 'NATURAL_PERSON' ? (entries.next().value ?? none) : none));
}

function inBatches<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / BATCH_LIMIT);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * BATCH_LIMIT, (index + 1) * BATCH_LIMIT),
  );
}

/** What is wrong about one person stays with that person. */
function settle<T>(read: () => T): T | TongbanError {
  try {
    return read();
  } catch (error) {
    if (error instanceof TongbanError) return error;
    throw error;
  }
}
