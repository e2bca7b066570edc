const DAY_MS = 86_400_000;
const BEIJING_MS = 8 * 3_600_000;
const COUNT_DIGITS = 4;

/**
 * Numbers what a hub sends: time of day in milliseconds, and a count since its start.
 *
 * A hub that was restarted must not use a number of the same day again, because nodes take that for the same message.
 */
export function createHubNumbers(): (now: number) => string {
  let count = 0;
  return (now) => {
    count = (count + 1) % 10 ** COUNT_DIGITS;
    return `${String((now + BEIJING_MS) % DAY_MS).padStart(8, '0')}${String(count).padStart(COUNT_DIGITS, '0')}`;
  };
}
