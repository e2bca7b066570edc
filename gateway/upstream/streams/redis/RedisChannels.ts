import type { Redis } from 'ioredis';
import { startPulse } from '../../../redis/startPulse.ts';
import { PublishedMessage } from './PublishedMessage.ts';

/** Somebody who listens to a channel. */
export interface ChannelListener {
  onMessage(message: PublishedMessage): void;
  /** Nothing follows, and something may have been missed: the connection is lost, or never was. */
  onLost(): void;
}

export interface RedisChannelsOptions {
  openSubscriber(): Redis;
  /** A server that does not answer a ping until the next one is gone, in ms. */
  readonly pingMs: number;
}

/** One connection for all channels that anybody listens to; what is told while it is lost is told to nobody. */
export class RedisChannels {
  readonly #options: RedisChannelsOptions;
  readonly #listeners = new Map<string, Set<ChannelListener>>();
  #client: Redis | undefined;
  #endPulse: (() => void) | undefined;

  constructor(options: RedisChannelsOptions) {
    this.#options = options;
  }

  /** @returns how to stop; may be called twice. */
  listen(channel: string, listener: ChannelListener): () => void {
    const client = this.#open();
    const known = this.#listeners.get(channel);
    const listeners = known ?? new Set();
    listeners.add(listener);
    if (known === undefined) {
      this.#listeners.set(channel, listeners);
      client.subscribe(channel).then(
        () => this.#leaveUnheard(client, channel),
        () => this.#lose(channel, listeners),
      );
    }
    this.#endPulse ??= startPulse(client, this.#options.pingMs, () => this.#loseAll());
    return () => this.#leave(channel, listeners, listener);
  }

  close(): void {
    this.#stopPulse();
    this.#loseAll();
  }

  #open(): Redis {
    if (this.#client !== undefined) return this.#client;
    const client = this.#options.openSubscriber();
    client.on('messageBuffer', (channel: Buffer, bytes: Buffer) => {
      const listeners = this.#listeners.get(channel.toString('utf8'));
      const message = new PublishedMessage(bytes);
      for (const { onMessage } of [...(listeners ?? [])]) onMessage(message);
    });
    client.on('close', () => this.#loseAll());
    this.#client = client;
    return client;
  }

  /** Whoever asked may have left before there was a connection. */
  #leaveUnheard(client: Redis, channel: string): void {
    if (!this.#listeners.has(channel)) client.unsubscribe(channel).catch(() => undefined);
  }

  #leave(channel: string, listeners: Set<ChannelListener>, listener: ChannelListener): void {
    listeners.delete(listener);
    if (listeners.size > 0 || this.#listeners.get(channel) !== listeners) return;
    this.#listeners.delete(channel);
    if (this.#client?.status === 'ready') this.#client.unsubscribe(channel).catch(() => undefined);
    if (this.#listeners.size === 0) this.#stopPulse();
  }

  #lose(channel: string, listeners: Set<ChannelListener>): void {
    if (this.#listeners.get(channel) === listeners) this.#listeners.delete(channel);
    for (const { onLost } of [...listeners]) onLost();
  }

  #loseAll(): void {
    for (const [channel, listeners] of [...this.#listeners]) this.#lose(channel, listeners);
  }

  #stopPulse(): void {
    this.#endPulse?.();
    this.#endPulse = undefined;
  }
}
