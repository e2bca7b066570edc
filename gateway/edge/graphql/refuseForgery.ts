import type { IncomingMessage } from 'node:http';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../HttpRefusal.ts';

const PREFLIGHT_HEADERS = [
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'apollographql-client-name',
  'authorization',
];

/**
 * Refuses a GET that a foreign web page could have made a browser send unasked: with nothing in it that needs a CORS
 * preflight, and without a media type of GraphQL that links, images and forms never ask for. POST needs no check of its
 * own, since it must be `application/json`, which needs a preflight.
 *
 * @throws {HttpRefusal} 400
 */
export function refuseForgery({ headers }: IncomingMessage): void {
  const site = headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  const names = PREFLIGHT_HEADERS.some((name) => (headers[name] ?? '') !== '');
  const isJson = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
  const asksForGraphql = /\b(application\/(graphql-response\+)?json|text\/event-stream)\b/i.test(
    headers.accept ?? '',
  );
  if (names || isJson || (asksForGraphql && !isForeign)) return;
  throw new HttpRefusal(
    400,
    new TongbanError(
      'BAD_REQUEST',
      'This GET may have been forged by a web page; send the header apollo-require-preflight, or accept application/graphql-response+json',
    ),
  );
}
