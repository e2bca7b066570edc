import { randomUUID } from 'node:crypto';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { StreamContext } from '../../execute/subscribeOperation.ts';
import type { Authenticator } from '../auth/Authenticator.ts';
import { TokenRefusal } from '../auth/TokenRefusal.ts';
import { isPlainObject } from '../graphql/isPlainObject.ts';
import type { RequestLanguage } from '../requestLanguage.ts';
import type { SocketClient } from './SocketClient.ts';
import { SocketRefusal } from './SocketRefusal.ts';

export interface SocketSessionOptions {
  readonly client: SocketClient;
  readonly authenticator: Authenticator;
  readonly perConnection: number;
  /** Told why the token counts for nothing. */
  readonly onRefused: (reason: string) => void;
  readonly language: RequestLanguage;
  /** Of the request that opened the socket: browsers cannot set it, others may. */
  readonly authorization: string | undefined;
}

/** What the operations of one socket share: who sends them, and how. */
export class SocketSession {
  readonly #options: SocketSessionOptions;
  #caller: CallContextCaller | null = null;

  constructor(options: SocketSessionOptions) {
    this.#options = options;
  }

  /**
   * @param parameters - of `connection_init`; the token stands in `authorization`, as in HTTP.
   * @throws {SocketRefusal} 4401; 1013 where the token cannot be verified now, which clients try again.
   */
  async signIn(parameters: Readonly<Record<string, unknown>>): Promise<void> {
    const { authenticator, authorization, client, onRefused } = this.#options;
    const given = authorizationIn(parameters) ?? authorizationIn(parameters['headers']) ?? authorization;
    const token = await authenticator.identify(given).catch((error: unknown) => {
      if (error instanceof TokenRefusal) onRefused(error.reason);
      const isTemporary = error instanceof TokenRefusal && error.error.retryable;
      throw isTemporary
        ? new SocketRefusal(1013, 'Try again later')
        : new SocketRefusal(4401, 'Unauthorized');
    });
    this.#caller = token?.caller ?? null;
    client.token = token;
  }

  /**
   * @param operations - under way, with the one that is asked about.
   * @throws {TongbanError} RATE_LIMITED; OVERLOADED where the gateway stops.
   */
  requireRoom(operations: number): void {
    const { perConnection, client } = this.#options;
    if (client.isLeaving) throw new TongbanError('OVERLOADED', 'The gateway is stopping', { retryAfter: 5 });
    if (operations > perConnection)
      throw new TongbanError('RATE_LIMITED', `A connection may have ${perConnection} operations at a time`, {
        retryAfter: 5,
      });
  }

  /** @returns to be called at its end. */
  openStream(): () => void {
    return this.#options.client.openStream();
  }

  /** Of one more operation. @param signal - when the client has enough of it, or is gone. */
  contextFor(signal: AbortSignal): StreamContext {
    return {
      requestId: randomUUID(),
      traceparent: undefined,
      caller: this.#caller,
      language: this.#options.language,
      signal,
    };
  }
}

function authorizationIn(parameters: unknown): string | undefined {
  if (!isPlainObject(parameters)) return undefined;
  const name = Object.keys(parameters).find((key) => key.toLowerCase() === 'authorization');
  const value = name === undefined ? undefined : parameters[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
