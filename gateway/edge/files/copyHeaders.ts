import type { IncomingHttpHeaders } from 'node:http';

/** All that uploads and downloads say to each other; nothing of the caller's own, such as tokens and cookies, goes along. */
const NAMES = [
  'accept-ranges',
  'allow',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-length',
  'content-range',
  'content-security-policy',
  'content-type',
  'etag',
  'if-range',
  'range',
  'retry-after',
  'tus-resumable',
  'upload-length',
  'upload-offset',
] as const;

/** The headers of a request or an answer that are handed through. */
export function copyHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const copied: Record<string, string> = {};
  for (const name of NAMES) {
    const value = headers[name];
    if (typeof value === 'string') copied[name] = value;
  }
  return copied;
}
