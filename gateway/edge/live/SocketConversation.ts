import { type CompleteMessage, MessageType, parseMessage, type SubscribeMessage } from 'graphql-ws';
import type { EdgeLimits } from '../edgeLimits.ts';
import type { GraphqlResult } from '../graphql/GraphqlResult.ts';
import type { LiveClients } from './LiveClients.ts';
import type { LiveOperations, LiveOutcome } from './LiveOperations.ts';
import type { SocketClient } from './SocketClient.ts';
import { SocketOperation } from './SocketOperation.ts';
import { SocketRefusal } from './SocketRefusal.ts';
import type { SocketSession } from './SocketSession.ts';

export interface SocketConversationOptions {
  readonly client: SocketClient;
  readonly clients: LiveClients;
  readonly session: SocketSession;
  readonly operations: LiveOperations;
  readonly limits: EdgeLimits;
}

const HANDSHAKE_MS = 3_000;
/** It is kept for as long as the operation runs, and said with every event. */
const LONGEST_ID = 256;
const NOTHING = Promise.resolve();

/**
 * What is said on one socket: graphql-transport-ws, by the letter.
 *
 * What runs is kept by itself and not by the id that its client gave it: an id is free again as soon as its client has
 * enough, while its first use may still be on the way to its end.
 */
export class SocketConversation {
  readonly #options: SocketConversationOptions;
  readonly #handshake: NodeJS.Timeout;
  #hasGreeted = false;
  #isOpen = false;
  /** Begun and not over yet. */
  readonly #underWay = new Set<SocketOperation>();
  /** Those that the client can still speak of. */
  readonly #named = new Map<string, SocketOperation>();

  constructor(options: SocketConversationOptions) {
    this.#options = options;
    this.#handshake = setTimeout(
      () => options.client.close(4408, 'Connection initialisation timeout'),
      HANDSHAKE_MS,
    );
  }

  /**
   * Takes a message of the client; on a socket that is closing nothing is begun. No part of the message is held by what this
   * returns, which may last for as long as a subscription.
   *
   * @returns when everything that it asks for is done.
   * @throws {SocketRefusal} why the socket must be closed. It rejects with the same.
   */
  take(text: string): Promise<void> {
    const { client } = this.#options;
    if (client.isClosing) return NOTHING;
    const message = read(text);
    switch (message.type) {
      case MessageType.ConnectionInit:
        return this.#greet(message.payload ?? {});
      case MessageType.Ping:
        return client.send(JSON.stringify({ type: MessageType.Pong, payload: message.payload ?? undefined }));
      case MessageType.Pong:
        return NOTHING;
      case MessageType.Subscribe:
        return this.#begin(message);
      case MessageType.Complete:
        return this.#leave(message);
      default:
        throw new SocketRefusal(4400, 'Invalid message received');
    }
  }

  /** The socket closes: so does everything that runs on it. */
  end(): void {
    clearTimeout(this.#handshake);
    this.#named.clear();
    for (const operation of this.#underWay) void operation.end();
  }

  async #greet(parameters: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.#hasGreeted) throw new SocketRefusal(4429, 'Too many initialisation requests');
    this.#hasGreeted = true;
    clearTimeout(this.#handshake);
    const { session, client } = this.#options;
    await session.signIn(parameters);
    this.#isOpen = true;
    await client.send(JSON.stringify({ type: MessageType.ConnectionAck }));
  }

  /** Not `async`, as that would hold the message to the end. */
  #begin({ id, payload }: SubscribeMessage): Promise<void> {
    const { session, operations, limits } = this.#options;
    if (!this.#isOpen) throw new SocketRefusal(4401, 'Unauthorized');
    if (id.length > LONGEST_ID) throw new SocketRefusal(4400, 'Invalid message received');
    if (this.#named.has(id)) throw new SocketRefusal(4409, 'Subscriber already exists');
    if (this.#isOver()) return NOTHING;
    const operation = new SocketOperation(session, operations, limits);
    this.#named.set(id, operation);
    this.#underWay.add(operation);
    return this.#run(id, operation, operation.begin(payload, this.#underWay.size));
  }

  /** Whether the token counts no longer: the clock that all clients share comes by once a second only. */
  #isOver(): boolean {
    const { client, clients } = this.#options;
    const isOver = clients.isOver(client);
    if (isOver) client.end('expired');
    return isOver;
  }

  async #run(
    id: string,
    operation: SocketOperation,
    beginning: Promise<LiveOutcome['answer']>,
  ): Promise<void> {
    try {
      await this.#tell(id, operation, await beginning);
    } catch (error) {
      await this.#close(id, operation, MessageType.Error, operation.refuse(error).errors);
    } finally {
      await operation.end();
      this.#underWay.delete(operation);
    }
  }

  async #tell(id: string, operation: SocketOperation, answer: LiveOutcome['answer']): Promise<void> {
    if (answer.kind === 'single') {
      const { data, errors } = answer.result;
      if (data === undefined && errors !== undefined) {
        await this.#close(id, operation, MessageType.Error, errors);
        return;
      }
      await this.#tellInTurn(id, operation, answer.result);
    } else {
      const { events } = answer;
      // The next event is asked for when the one before is on its way.
      for (let event = await events.next(); event !== null; event = await events.next()) {
        // The socket may stay until a mutation is answered: who may not ask any more is told nothing either.
        if (this.#isOver()) return;
        // Ids have no place in this protocol: who wants to resume takes a cursor from the payload.
        if (event.result !== null) await this.#tellInTurn(id, operation, event.result, () => !this.#isOver());
        if (operation.isOver) return;
      }
    }
    await this.#close(id, operation, MessageType.Complete);
  }

  /** The last word about an operation; its id is free before the client can have read it. */
  async #close(id: string, operation: SocketOperation, type: MessageType, payload?: unknown): Promise<void> {
    if (this.#named.get(id) === operation) this.#named.delete(id);
    await this.#say(id, operation, type, payload);
  }

  /** @param isWanted - asked when its turn has come. */
  #tellInTurn(
    id: string,
    operation: SocketOperation,
    payload: GraphqlResult,
    isWanted = () => true,
  ): Promise<void> {
    const write = (): string | null =>
      isWanted() ? this.#write(id, operation, MessageType.Next, payload) : null;
    return this.#options.client.sendInTurn(write);
  }

  async #say(id: string, operation: SocketOperation, type: MessageType, payload?: unknown): Promise<void> {
    const text = this.#write(id, operation, type, payload);
    if (text !== null) await this.#options.client.send(text);
  }

  /** @returns `null` where its client has enough of the operation, or is gone. */
  #write(id: string, operation: SocketOperation, type: MessageType, payload: unknown): string | null {
    if (this.#options.client.isClosing) void operation.end();
    return operation.isOver ? null : JSON.stringify({ id, type, payload });
  }

  async #leave({ id }: CompleteMessage): Promise<void> {
    const operation = this.#named.get(id);
    this.#named.delete(id);
    await operation?.end();
  }
}

/** @throws {SocketRefusal} 4400. */
function read(text: string) {
  try {
    return parseMessage(text);
  } catch {
    throw new SocketRefusal(4400, 'Invalid message received');
  }
}
