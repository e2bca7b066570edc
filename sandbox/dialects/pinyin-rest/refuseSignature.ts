import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RawRequest } from '../../SandboxDialect.ts';
import type { FundSiteOptions } from './FundSiteOptions.ts';

const CLOCK_SKEW_MS = 5 * 60_000;

/** The result code that refuses a request for its signature; `null` for a request that is signed well. */
export function refuseSignature(
  { method, path, headers, body }: RawRequest,
  { appId, appSecret }: FundSiteOptions,
  now: number,
): '1001' | '1002' | '1003' | null {
  if (headers['x-app-id'] !== appId) return headers['x-app-id'] === undefined ? '1001' : '1003';
  const time = headers['x-timestamp'] ?? '';
  const digest = createHash('sha256').update(body).digest('hex');
  const expected = createHmac('sha256', appSecret)
    .update([method, path.split('?')[0], time, digest].join('\n'))
    .digest('hex');
  const [left, right] = [Buffer.from(expected), Buffer.from(headers['x-signature'] ?? '')];
  if (left.length !== right.length || !timingSafeEqual(left, right)) return '1001';
  if (!/^\d{13}$/.test(time) || Math.abs(now - Number(time)) > CLOCK_SKEW_MS) return '1002';
  return null;
}
