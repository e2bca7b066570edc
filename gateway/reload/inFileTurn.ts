// Drives take real time, whatever clock a test has set.
import { clearTimeout, setTimeout } from 'node:timers';

/** Of the four threads that Node reads files, finds addresses and verifies tokens by, files that are followed take so many at most. */
const AT_ONCE = 2;
const PATIENCE_MS = 10_000;

let underWay = 0;
const waiting: (() => void)[] = [];
/** The last look at each file that one is under way at, or waits for. */
const lastLooks = new Map<string, Promise<unknown>>();

/**
 * Looks at a file that is followed. A drive that hangs never answers and keeps its thread: without turns the looks at a few
 * files take all threads within seconds, and with them every other thing of the process that wants one. Looks at one file follow each
 * other, so that a single one that hangs takes one turn and no more.
 *
 * @param patienceMs - after which a look that has not come back counts as failed.
 * @throws {Error} with the code `ETIMEDOUT` where it has not; it keeps its turn until it has.
 */
export async function inFileTurn<T>(
  file: string,
  look: () => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  let isAwaited = true;
  const before = lastLooks.get(file) ?? Promise.resolve();
  const work = before.then(async () => {
    // Whoever has given up wants no look any more, and there may be very many of them once the drive is back.
    if (!isAwaited) throw tooLate();
    await takeTurn();
    try {
      if (!isAwaited) throw tooLate();
      return await look();
    } finally {
      giveTurn();
    }
  });
  const over = work.then(ignore, ignore);
  lastLooks.set(file, over);
  void over.then(() => {
    if (lastLooks.get(file) === over) lastLooks.delete(file);
  });
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), patienceMs).unref();
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    isAwaited = false;
    clearTimeout(timer);
  }
}

function takeTurn(): Promise<void> {
  if (underWay < AT_ONCE) {
    underWay++;
    return Promise.resolve();
  }
  return new Promise((resolve) => waiting.push(resolve));
}

function giveTurn(): void {
  const next = waiting.shift();
  if (next === undefined) underWay--;
  else next();
}

const tooLate = () => Object.assign(new Error('the file did not answer'), { code: 'ETIMEDOUT' });

const ignore = () => undefined;
