import { createHash, createHmac } from 'node:crypto';
import { formatBeijingTime } from '../formatBeijingTime.ts';
import type { DataExchangeOptions, SignScheme } from './dataExchangeOptions.ts';

/** What a signature is made of, besides the place's options. */
interface SignedMoment {
  /** 服务标识, which selects the interface. */
  readonly serviceId: string;
  /** Epoch ms; at most five minutes from the system's clock. */
  readonly at: number;
  /** 16 to 32 letters and digits; the system refuses one that it has seen within ten minutes. */
  readonly nonce: string;
}

/** The signed parts of a request; the body is not covered by any scheme. */
interface SignedRequest {
  /** Relative to the place's URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Signing = (options: DataExchangeOptions, moment: SignedMoment) => SignedRequest;

const PATH = '/invoke';

const SIGNINGS = {
  'hmac-sha256': ({ requesterId, secret }, { serviceId, at, nonce }) => {
    const time = String(Math.trunc(at));
    return inHeaders({
      'x-dx-rid': requesterId,
      'x-dx-sid': serviceId,
      'x-dx-time': time,
      'x-dx-nonce': nonce,
      'x-dx-sign': createHmac('sha256', secret).update(`${serviceId}${requesterId}${time}`).digest('base64'),
    });
  },
  'md5-concat': ({ requesterId, secret }, { serviceId, at, nonce }) => {
    const time = formatBeijingTime(at);
    return inQuery({
      appkey: requesterId,
      sid: serviceId,
      time,
      nonce,
      sign: createHash('md5').update(`${requesterId}${secret}${time}`).digest('hex'),
    });
  },
  'sha256-sandwich': ({ requesterId, secret }, { serviceId, at, nonce }) => {
    const timestamp = String(Math.trunc(at / 1_000));
    const text = `${timestamp}${secret}${nonce}${timestamp}`;
    return inHeaders({
      'x-dx-rid': requesterId,
      'x-dx-sid': serviceId,
      'x-dx-timestamp': timestamp,
      'x-dx-nonce': nonce,
      'x-dx-sign': createHash('sha256').update(text).digest('hex').toUpperCase(),
    });
  },
} as const satisfies Record<SignScheme, Signing>;

/**
 * Signs one request by the scheme of the place.
 *
 * @see docs/dialects/data-exchange.md, 2
 */
export function signRequest(options: DataExchangeOptions, moment: SignedMoment): SignedRequest {
  return SIGNINGS[options.signScheme](options, moment);
}

function inHeaders(headers: Readonly<Record<string, string>>): SignedRequest {
  return { path: PATH, headers };
}

/** Percent-encoded throughout: `+` for a blank is read differently from system to system. */
function inQuery(parameters: Readonly<Record<string, string>>): SignedRequest {
  const query = Object.entries(parameters).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return { path: `${PATH}?${query.join('&')}`, headers: {} };
}
