import { digitSum } from '../digitSum.ts';

/** What happens to a person's rows and lines at a centre in good order, the same every time. */
export type PersonQuirk = 'none' | 'twice' | 'late';

/**
 * A transfer program repeats itself for some, and for some brings yesterday's state after today's.
 *
 * @param number - 公民身份号码.
 */
export function personQuirk(number: string): PersonQuirk {
  switch (digitSum(number.slice(0, 17)) % 4) {
    case 1:
      return 'twice';
    case 3:
      return 'late';
    default:
      return 'none';
  }
}
