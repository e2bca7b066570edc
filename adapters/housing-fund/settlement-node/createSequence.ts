import { randomInt } from 'node:crypto';

const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Numbers that one millisecond has. */
const PER_MS = 10_000;

/**
 * Makes 发送流水号 of 12 digits: the millisecond of the Beijing day, then a count. No two are the same on one day in one
 * process; a process that starts anew, or takes the node over from another, begins at a random count, so that even within
 * one millisecond it hardly meets the other's. The hub refuses what it has seen, and the request is sent under a next one.
 */
export function createSequence(): (at: number) => string {
  let last = randomInt(PER_MS);
  return (at) => {
    last = (last + 1) % PER_MS;
    const ofDay = Math.trunc(at + OFFSET_MS) % DAY_MS;
    return `${String(ofDay).padStart(8, '0')}${String(last).padStart(4, '0')}`;
  };
}
