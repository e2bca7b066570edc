import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FileServices } from './FileServices.ts';

/** One request about a file, its address checked. */
export interface FileExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly services: FileServices;
}
