import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Sandbox } from '../../../sandbox/startSandbox.ts';

type System = Sandbox['systems'][number];

/** What a test may falsify of a call. */
export interface Falsified {
  readonly time?: number;
  readonly nonce?: string;
  readonly requester?: string;
  readonly sign?: string;
  readonly method?: string;
}

/** An HTTP request, ready to be sent, as the interface specification of the system's dialect signs it. */
export interface SignedCall {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Signs a call to a system that speaks data exchange or pinyin REST. */
export function signedCall(
  system: System,
  service: string,
  content: unknown,
  falsified: Falsified = {},
): SignedCall {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  return system.dialect === 'data-exchange'
    ? exchangeCall(system, service, body, falsified)
    : fundCall(system, service, body, falsified);
}

/** Signs, sends, and reads the JSON. */
export async function call(
  system: System,
  service: string,
  content: unknown,
  falsified: Falsified = {},
): Promise<{ readonly status: number; readonly answer: Record<string, unknown> }> {
  const { url, method, headers, body } = signedCall(system, service, content, falsified);
  const response = await fetch(url, { method, headers, body });
  const text = await response.text();
  return { status: response.status, answer: text === '' ? {} : JSON.parse(text) };
}

function exchangeCall(
  { url, options }: System,
  service: string,
  body: string,
  falsified: Falsified,
): SignedCall {
  const { time = Date.now(), nonce = randomBytes(8).toString('hex') } = falsified;
  const requester = falsified.requester ?? String(options['requesterId']);
  const secret = String(options['secret']);
  const headers = { 'content-type': 'application/json;charset=UTF-8' };
  const method = falsified.method ?? 'POST';
  const seconds = String(Math.floor(time / 1_000));
  if (options['signScheme'] === 'md5-concat') {
    const local = new Date(time + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
    const sign =
      falsified.sign ??
      createHash('md5')
        .update(requester + secret + local)
        .digest('hex');
    const query = new URLSearchParams({ appkey: requester, sid: service, time: local, nonce, sign });
    return { url: `${url}/invoke?${query}`, method, headers, body };
  }
  const hmac = options['signScheme'] === 'hmac-sha256';
  const sign = hmac
    ? createHmac('sha256', secret).update(`${service}${requester}${time}`).digest('base64')
    : createHash('sha256').update(`${seconds}${secret}${nonce}${seconds}`).digest('hex').toUpperCase();
  return {
    url: `${url}/invoke`,
    method,
    headers: {
      ...headers,
      'x-dx-rid': requester,
      'x-dx-sid': service,
      [hmac ? 'x-dx-time' : 'x-dx-timestamp']: hmac ? String(time) : seconds,
      'x-dx-nonce': nonce,
      'x-dx-sign': falsified.sign ?? sign,
    },
    body,
  };
}

function fundCall({ url, options }: System, service: string, body: string, falsified: Falsified): SignedCall {
  const { method = 'POST', time = Date.now() } = falsified;
  const digest = createHash('sha256').update(body).digest('hex');
  const text = `${method}\n${new URL(url).pathname}${service}\n${time}\n${digest}`;
  return {
    url: `${url}${service}`,
    method,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-app-id': falsified.requester ?? String(options['appId']),
      'x-timestamp': String(time),
      'x-signature':
        falsified.sign ?? createHmac('sha256', String(options['appSecret'])).update(text).digest('hex'),
    },
    body,
  };
}
