import { afterAll } from 'vitest';
import type { BorrowedStack } from './borrowStack.ts';

/** Gives a borrowed product back after all tests of the file or suite; written before other hooks, it comes after them. */
export function giveBackAfterAll(stack: () => BorrowedStack | undefined): void {
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern that the hook needs no fixture
  afterAll(({}, borrower) => stack()?.giveBack(borrower));
}
