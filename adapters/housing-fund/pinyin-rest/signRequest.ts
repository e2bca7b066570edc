import { createHash, createHmac } from 'node:crypto';
import type { PinyinRestOptions } from './options.ts';

/** What a signature covers. */
interface SignedRequest {
  /** As it is sent, with the path of the place's URL. */
  readonly path: string;
  readonly body: string;
  /** Epoch ms; at most five minutes from the system's clock. */
  readonly at: number;
}

/**
 * The headers that sign one POST.
 *
 * @see docs/dialects/pinyin-rest.md, 2
 */
export function signRequest(
  { appId, appSecret }: Pick<PinyinRestOptions, 'appId' | 'appSecret'>,
  { path, body, at }: SignedRequest,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.trunc(at));
  const digest = createHash('sha256').update(body, 'utf8').digest('hex');
  const text = ['POST', path, timestamp, digest].join('\n');
  return {
    'x-app-id': appId,
    'x-timestamp': timestamp,
    'x-signature': createHmac('sha256', appSecret).update(text).digest('hex'),
  };
}
