import { type Cluster, Redis } from 'ioredis';

/** Somebody who listens to a channel. */
export interface ChannelListener {
  onMessage(text: string): void;
  /** Nothing follows, and something may have been missed: the connection is lost, or never was. */
  onLost(): void;
}

export interface RedisChannelsOptions {
  openSubscriber(): Redis | Cluster;
  /** A server that does not answer a ping until the next one is gone, in ms. */
  readonly pingMs: number;
}

/** One connection for all channels that anybody listens to; what is told while it is lost is told to nobody. */
export class RedisChannels {
  readonly #options: RedisChannelsOptions;
  readonly #listeners = new Map<string, Set<ChannelListener>>();
  #client: Redis | Cluster | undefined;
  #pulse: NodeJS.Timeout | undefined;
  #isPinging = false;

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
    this.#pulse ??= setInterval(() => this.#ping(client), this.#options.pingMs).unref();
    return () => this.#leave(channel, listeners, listener);
  }

  close(): void {
    this.#stopPulse();
    this.#loseAll();
  }

  #open(): Redis | Cluster {
    if (this.#client !== undefined) return this.#client;
    const client = this.#options.openSubscriber();
    // All are told of a loss, and ask anew: what was subscribed to before nobody may listen to any more.
    if (client instanceof Redis) client.options.autoResubscribe = false;
    client.on('message', (channel: string, text: string) => {
      const listeners = this.#listeners.get(channel);
      // That of a cluster subscribes to what it had when it comes back.
      this.#leaveUnheard(client, channel);
      for (const { onMessage } of [...(listeners ?? [])]) onMessage(text);
    });
    for (const event of ['close', '-subscriber']) client.on(event, () => this.#loseAll());
    this.#client = client;
    return client;
  }

  /** Whoever asked may have left before there was a connection. */
  #leaveUnheard(client: Redis | Cluster, channel: string): void {
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

  /** A server that hangs closes no connection. Of a cluster the library looks after the servers itself. */
  #ping(client: Redis | Cluster): void {
    if (!(client instanceof Redis) || client.status !== 'ready') return;
    if (this.#isPinging) {
      // An answer may lie in the socket, where this process was busy: it is read before what is immediate.
      setImmediate(() => {
        if (!this.#isPinging) return;
        this.#isPinging = false;
        this.#loseAll();
        client.disconnect(true);
      });
      return;
    }
    this.#isPinging = true;
    const answered = () => {
      this.#isPinging = false;
    };
    client.ping().then(answered, answered);
  }

  #stopPulse(): void {
    clearInterval(this.#pulse);
    this.#pulse = undefined;
  }
}
