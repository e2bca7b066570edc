import { LONGEST_RETRY_AFTER } from './longestRetryAfter.ts';

/** A day's name, and a date by GMT in one of the three forms that RFC 9110, 5.6.7 knows; of these the last does not name GMT. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? [\w: -]+?(?: GMT)?$/;

/**
 * Reads `retry-after` of an answer: seconds, or a date (RFC 9110, 10.2.3).
 *
 * @param now - epoch ms, which a date is compared to.
 * @returns whole seconds, a day at most; `undefined` where it says nothing that can be waited for, or a time that is over.
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((dateOf(header) - now) / 1_000);
  return seconds > 0 ? Math.min(seconds, LONGEST_RETRY_AFTER) : undefined;
}

const dateOf = (text: string): number =>
  HTTP_DATE.test(text) ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) : Number.NaN;
