import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { parseBeijing } from '../../beijingTime.ts';
import type { RawRequest } from '../../SandboxDialect.ts';
import type { ExchangeOptions } from './ExchangeOptions.ts';

/** What a call claims about itself. */
interface Claim {
  readonly requester: string;
  readonly service: string;
  readonly time: string;
  readonly nonce: string;
  readonly sign: string;
}

const CLOCK_SKEW_MS = 5 * 60_000;
const NONCE_LIFE_MS = 10 * 60_000;

/**
 * Checks requester, signature, time and nonce of one system's calls, in this order.
 *
 * @returns a function that answers with the service id, or with the result code of the refusal.
 */
export function createCallVerifier(
  options: Pick<ExchangeOptions, 'requesterId' | 'secret' | 'signScheme'>,
  clock: () => number,
): (
  request: RawRequest,
) => { readonly service: string } | { readonly refusal: '301' | '302' | '303' | '304' } {
  /** Nonces in order of use, with the instant when each may be forgotten. */
  const nonces = new Map<string, number>();

  return (request) => {
    const claim = readClaim(request, options);
    if (claim.requester !== options.requesterId) return { refusal: '304' };
    if (!equalText(claim.sign, expectedSign(claim, options))) return { refusal: '301' };
    const now = clock();
    // A time that cannot be read is NaN, which is within no limit.
    if (!(Math.abs(now - instantOf(claim.time, options)) <= CLOCK_SKEW_MS)) return { refusal: '302' };
    for (const [nonce, until] of nonces) {
      if (until > now) break;
      nonces.delete(nonce);
    }
    if (!/^[0-9A-Za-z]{16,32}$/.test(claim.nonce) || nonces.has(claim.nonce)) return { refusal: '303' };
    nonces.set(claim.nonce, now + NONCE_LIFE_MS);
    return { service: claim.service };
  };
}

function readClaim(
  { path, headers }: RawRequest,
  { signScheme }: Pick<ExchangeOptions, 'signScheme'>,
): Claim {
  if (signScheme === 'md5-concat') {
    const query = new URLSearchParams(path.split('?')[1] ?? '');
    return {
      requester: query.get('appkey') ?? '',
      service: query.get('sid') ?? '',
      time: query.get('time') ?? '',
      nonce: query.get('nonce') ?? '',
      sign: query.get('sign') ?? '',
    };
  }
  return {
    requester: headers['x-dx-rid'] ?? '',
    service: headers['x-dx-sid'] ?? '',
    time: headers[signScheme === 'hmac-sha256' ? 'x-dx-time' : 'x-dx-timestamp'] ?? '',
    nonce: headers['x-dx-nonce'] ?? '',
    sign: headers['x-dx-sign'] ?? '',
  };
}

function expectedSign(
  { requester, service, time, nonce }: Claim,
  options: Pick<ExchangeOptions, 'secret' | 'signScheme'>,
): string {
  switch (options.signScheme) {
    case 'hmac-sha256':
      return createHmac('sha256', options.secret).update(`${service}${requester}${time}`).digest('base64');
    case 'md5-concat':
      return createHash('md5').update(`${requester}${options.secret}${time}`).digest('hex');
    case 'sha256-sandwich':
      return createHash('sha256')
        .update(`${time}${options.secret}${nonce}${time}`)
        .digest('hex')
        .toUpperCase();
  }
}

function instantOf(time: string, { signScheme }: Pick<ExchangeOptions, 'signScheme'>): number {
  switch (signScheme) {
    case 'hmac-sha256':
      return /^\d{13}$/.test(time) ? Number(time) : Number.NaN;
    case 'md5-concat':
      return parseBeijing(time);
    case 'sha256-sandwich':
      return /^\d{10}$/.test(time) ? Number(time) * 1_000 : Number.NaN;
  }
}

function equalText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
