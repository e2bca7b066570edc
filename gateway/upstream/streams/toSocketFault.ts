import { TongbanError } from '../../../domain/TongbanError.ts';

export interface SocketFaultOptions {
  readonly service: string;
  /** What it means that a subgraph refuses our context. */
  refuse(service: string): TongbanError;
}

const UNAUTHORIZED: ReadonlySet<number> = new Set([4401, 4403]);
const BAD_RESPONSE: ReadonlySet<number> = new Set([1009, 4004]);

/** @param event - a close of a source's socket, an error of it, or what was thrown while a message was read. */
export function toSocketFault(event: unknown, { service, refuse }: SocketFaultOptions): TongbanError {
  const code = codeOf(event);
  const stream = `The stream of ${service}`;
  // The library throws what it could not read; sockets that break off come as events.
  if (event instanceof Error && code === undefined)
    return new TongbanError(
      'JURISDICTION_BAD_RESPONSE',
      `${stream} has a message that is no GraphQL response`,
    );
  // What the socket could not read comes as an event too, with the error in it.
  const cause = typeof event === 'object' && event !== null && 'error' in event ? event.error : undefined;
  const unreadable = codeOf(cause);
  if (unreadable === 'WS_ERR_INVALID_UTF8')
    return new TongbanError('BAD_ENCODING', `${stream} has bytes outside its charset`);
  if (unreadable === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
    return new TongbanError('JURISDICTION_BAD_RESPONSE', `${stream} has a message that is too large`);
  if (typeof code !== 'number')
    return new TongbanError('JURISDICTION_UNAVAILABLE', `${stream} broke off`, { cause });
  if (UNAUTHORIZED.has(code)) return refuse(service);
  if (BAD_RESPONSE.has(code))
    return new TongbanError('JURISDICTION_BAD_RESPONSE', `${stream} was not understood (${code})`);
  return new TongbanError('JURISDICTION_UNAVAILABLE', `${stream} broke off (${code})`);
}

const codeOf = (event: unknown): unknown =>
  typeof event === 'object' && event !== null && 'code' in event ? event.code : undefined;
