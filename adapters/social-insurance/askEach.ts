import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { inParallel } from '../transport/inParallel.ts';
import type { NaturalPerson } from './NaturalPerson.ts';

/** Calls that one question may have at the system at a time: half of its places, so that others get through. */
const MAX_CALLS = 8;

/** One question about many holders to a system that takes one person per call. */
export interface EachQuestion<Answer, T> {
  readonly holders: readonly HolderIdentity[];
  readonly ask: (person: NaturalPerson, signal: AbortSignal) => Promise<Answer>;
  /** Whatever `TongbanError` it throws is that person's. */
  readonly read: (answer: Answer, person: NaturalPerson) => T;
  /** The entry of a company, which nobody is asked about. */
  readonly none: T;
  /** Tells the errors of `ask` that stay with one person from failures of the system. */
  readonly concernsPerson: (error: TongbanError) => boolean;
}

/**
 * Asks about one person after the other, several at a time.
 *
 * @returns one entry per holder, in their order.
 * @throws the first failure of the system; the calls that are left are aborted.
 */
export async function askEach<Answer, T>(
  { holders, ask, read, none, concernsPerson }: EachQuestion<Answer, T>,
  signal: AbortSignal,
): Promise<readonly (T | TongbanError)[]> {
  return inParallel(
    holders,
    async (holder, callSignal) => {
      if (holder.kind !== 'NATURAL_PERSON') return none;
      let answer: Answer;
      try {
        answer = await ask(holder, callSignal);
      } catch (error) {
        if (error instanceof TongbanError && concernsPerson(error)) return error;
        throw error;
      }
      try {
        return read(answer, holder);
      } catch (error) {
        if (error instanceof TongbanError) return error;
        throw error;
      }
    },
    { limit: MAX_CALLS, signal },
  );
}
