import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { parse } from 'graphql';

/**
 * Sends what the editor holds. GraphiQL learns the name of a tab's operation a moment after the tab was opened; until then
 * it sends the name of the tab before. Where a document has one operation, none needs to be named.
 */
export function createFetcher(url: string): Fetcher {
  // Subscriptions go over a WebSocket, with the headers of the tab in its handshake.
  const send = createGraphiQLFetcher({ url, subscriptionUrl: webSocketAt(url) });
  return ({ operationName, ...request }, options) =>
    send({ ...request, ...(hasOneOperation(request.query) ? {} : { operationName }) }, options);
}

function webSocketAt(path: string): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${path}`;
}

function hasOneOperation(query: string): boolean {
  try {
    return parse(query).definitions.filter(({ kind }) => kind === 'OperationDefinition').length === 1;
  } catch {
    return false;
  }
}
