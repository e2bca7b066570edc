import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a subgraph server answers to whoever brings a credential of another kind than a signed context. */
export interface OpenRoute {
  /** Ends with `/`; one more part of 1 to 128 of `A-Za-z0-9._-` follows, the key. */
  readonly path: string;
  /** Checks the credential before it reads anything else; must answer, and never rejects. */
  answer(key: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}
