import { TongbanError } from '../../domain/TongbanError.ts';
import { freePort } from '../embedded-postgres/freePort.ts';

/** Below those that Linux, macOS and Windows give to connections and to listeners that take any port. */
const FIRST = 20_000;
const COUNT = 12_000;
const MOST_TRIES = 50;

/**
 * Finds a port of 127.0.0.1 for somebody who starts some seconds later: free now, and none that the system gives to anybody
 * meanwhile, as it might with `freePort(0)`.
 *
 * @param random - from 0 to below 1.
 * @throws {TongbanError} CONFLICT when all that were tried are taken.
 */
export async function quietPort(random: () => number = Math.random): Promise<number> {
  let refusal: unknown;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      return await freePort(FIRST + Math.floor(random() * COUNT));
    } catch (error) {
      if (!(error instanceof TongbanError)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}
