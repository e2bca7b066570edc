import { createHash, timingSafeEqual } from 'node:crypto';
import { parseBeijing } from '../../beijingTime.ts';
import { digestOf } from './digestOf.ts';
import type { GbkXmlOptions } from './GbkXmlOptions.ts';
import type { GbkXmlRequest } from './readRequest.ts';

const CLOCK_SKEW_MS = 10 * 60_000;

/**
 * Checks account, agency, digest and time of a request, in this order.
 *
 * @param now - epoch ms.
 * @returns the result code of the refusal, or `null`.
 */
export function checkRequest(
  { head, bodyBytes }: GbkXmlRequest,
  options: GbkXmlOptions,
  now: number,
): '1003' | '1006' | '1004' | '1005' | null {
  const { agencyCode, user, password } = options;
  const secretDigest = createHash('md5').update(password).digest('hex').toUpperCase();
  if (head.user !== user || !equalText(head.pwd.toUpperCase(), secretDigest)) return '1003';
  if (head.jgdm !== agencyCode) return '1006';
  const digest = digestOf(options.digest, [user, password, head.sjc, head.lsh], bodyBytes);
  if (!equalText(head.zy.toUpperCase(), digest)) return '1004';
  // A time that does not exist is NaN, which is within no limit.
  return Math.abs(now - parseBeijing(head.sjc)) <= CLOCK_SKEW_MS ? null : '1005';
}

function equalText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
