import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { type DocumentNode, parse } from 'graphql';

/**
 * Sends what the editor holds. GraphiQL learns the document and the operation of a tab a moment after the tab was opened; until
 * then it speaks of the tab before. So the text is read here once more: where it has one operation, that one is meant.
 *
 * Subscriptions go over a WebSocket, with the headers of the tab in its handshake.
 */
export function createFetcher(path: string): Fetcher {
  const send = createGraphiQLFetcher({ url: path, subscriptionUrl: webSocketAt(path) });
  return ({ operationName, ...request }, options) => {
    const documentAST = parseText(request.query);
    if (documentAST === undefined) return send(request, options);
    const names = documentAST.definitions.flatMap((definition) =>
      definition.kind === 'OperationDefinition' ? [definition.name?.value] : [],
    );
    const name = names.length === 1 ? names[0] : operationName;
    return send(
      { ...request, ...(name !== undefined && { operationName: name }) },
      { ...options, documentAST },
    );
  };
}

function webSocketAt(path: string): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${path}`;
}

function parseText(text: string): DocumentNode | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
