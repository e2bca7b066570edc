import DataLoader from 'dataloader';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CoverageStore } from '../storage/CoverageStore.ts';
import type { PairsQuestion } from '../storage/decidedPairs.ts';
import type { PairAvailability } from './PairAvailability.ts';
import type { Turns } from './Turns.ts';

/** What one request may ask of the database, all its questions together. */
const MAX_PAIRS = 10_000;
/** A question costs the database something even where it is about few pairs. */
const LEAST_PAIRS = 100;

/** Decides pairs for one request. The same question twice is asked, and counted, once. */
export type PairsLoader = DataLoader<PairsQuestion, readonly PairAvailability[], string>;

/**
 * Makes the loader of one request; what goes beyond 10,000 pairs in all is refused as OPERATION_TOO_COSTLY.
 *
 * @param turns - shared by all requests.
 */
export function createPairsLoader(store: CoverageStore, turns: Turns, signal: AbortSignal): PairsLoader {
  let asked = 0;
  const decide = async (question: PairsQuestion): Promise<readonly PairAvailability[] | Error> => {
    asked += Math.max(question.acceptingDivisions.length * question.owningDivisions.length, LEAST_PAIRS);
    if (asked > MAX_PAIRS) return tooCostly();
    try {
      return await turns.take(signal, () => store.decidePairs(question));
    } catch (error) {
      return error instanceof Error ? error : new Error('the pairs were not decided', { cause: error });
    }
  };
  // One after the other: a request with many questions holds no more turns than one with a single one.
  const decideAll = async (questions: readonly PairsQuestion[]) => {
    const decided: Awaited<ReturnType<typeof decide>>[] = [];
    for (const question of questions) decided.push(await decide(question));
    return decided;
  };
  return new DataLoader(decideAll, { cacheKeyFn: (question) => JSON.stringify(question) });
}

const tooCostly = (): TongbanError =>
  new TongbanError(
    'OPERATION_TOO_COSTLY',
    `availabilities must be at most ${MAX_PAIRS} pairs in one request, each question counting for at least ${LEAST_PAIRS}`,
  );
