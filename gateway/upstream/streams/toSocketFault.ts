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
  const code = typeof event === 'object' && event !== null && 'code' in event ? event.code : undefined;
  // The library throws what it could not read; sockets that break off come as events.
  if (event instanceof Error && code === undefined)
    return new TongbanError(
      'JURISDICTION_BAD_RESPONSE',
      `The stream of ${service} has a message that is no GraphQL response`,
    );
  if (typeof code !== 'number')
    return new TongbanError('JURISDICTION_UNAVAILABLE', `The stream of ${service} broke off`);
  if (UNAUTHORIZED.has(code)) return refuse(service);
  if (BAD_RESPONSE.has(code))
    return new TongbanError(
      'JURISDICTION_BAD_RESPONSE',
      `The stream of ${service} was not understood (${code})`,
    );
  return new TongbanError('JURISDICTION_UNAVAILABLE', `The stream of ${service} broke off (${code})`);
}
