import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisSettings } from './redisSettings.ts';

export interface RedisLinkOptions extends Pick<RedisSettings, 'isCluster' | 'prefix' | 'commandMs'> {
  readonly url: string;
  /** A connection that owes an answer for so long is lost, whatever TCP still hopes, and another one is tried; default 1,000. */
  readonly silenceMs?: number;
  /** Gets one line whenever the server is lost or found again, or refuses what cannot be done without. */
  readonly log: (line: string) => void;
}

const AWAY = 'Redis is away; the gateway goes on without it';
const CONNECT_MS = 1_000;
const LONGEST_PAUSE_MS = 1_000;
const pauseAfter = (tries: number): number => Math.min(50 * tries, LONGEST_PAUSE_MS);
const SHARED = {
  connectTimeout: CONNECT_MS,
  // The library awaits an answer to these commands before it is ready, without a limit; a connection that is lost meanwhile
  // is taken for ready afterwards, and never replaced.
  disableClientInfo: true,
  maxRetriesPerRequest: 0,
  retryStrategy: pauseAfter,
} satisfies RedisOptions;

/**
 * The way to Redis, which makes gateways faster and never decides what is right: a command fails at once while the server
 * is away, and after `commandMs` where it hangs; whoever asks goes on without it.
 */
export class RedisLink {
  readonly prefix: string;
  /** How long a command may be waited for. */
  readonly commandMs: number;
  /** Settles once the first connection is there, or cannot be had, or lets wait for longer than one may take. */
  readonly opened: Promise<void>;
  /** For commands; a client of a cluster sends each to the server of its slot. */
  readonly client: Redis | Cluster;
  readonly #options: RedisLinkOptions;
  readonly #opened: (Redis | Cluster)[] = [];
  /** What was said last; `null`: that it is there. */
  #loss: string | null = null;
  /** Why the server refuses the connection of this moment. */
  #refusal: string | null = null;
  #turns = 0;

  constructor(options: RedisLinkOptions) {
    this.#options = options;
    this.prefix = options.prefix;
    this.commandMs = options.commandMs;
    const commands: RedisOptions = {
      // The library takes up a connection before it hears that it is refused, and begins to count anew.
      retryStrategy: (tries) =>
        this.#loss === null || this.#loss === AWAY ? pauseAfter(tries) : LONGEST_PAUSE_MS,
      commandTimeout: options.commandMs,
      enableOfflineQueue: false,
      socketTimeout: options.silenceMs ?? 1_000,
    };
    this.client = options.isCluster ? this.#openCluster(commands) : this.#openServer(commands);
    this.client.on('connect', () => {
      this.#refusal = null;
    });
    this.client.on('error', (error: unknown) => this.#noteRefusal(error));
    this.client.on('ready', () => {
      if (this.#refusal === null) this.#say(null);
    });
    this.client.on('close', () => {
      this.#say(
        this.#refusal === null
          ? AWAY
          : `Redis refuses the gateway (${this.#refusal}), which goes on without it`,
      );
      this.#refusal = null;
    });
    this.opened = new Promise((resolve) => {
      const timer = setTimeout(resolve, CONNECT_MS);
      const settle = () => {
        clearTimeout(timer);
        resolve();
      };
      for (const event of ['ready', 'close', 'end']) this.client.once(event, settle);
    });
  }

  /** Whether a command has a chance just now. */
  get isReady(): boolean {
    return this.client.status === 'ready' && this.#refusal === null;
  }

  /**
   * A connection of its own. After a loss it hears nothing until whoever has it subscribes again.
   *
   * Of a cluster it is one to any of the servers, each of which tells what is published at the others: the library's own goes to
   * another one without a word, and nobody knows that something was not heard meanwhile.
   */
  openSubscriber(): Redis {
    const client: Redis = this.#openServer({
      // Nobody catches what the library's own SUBSCRIBE ends with: a connection lost before its answer would end the process.
      autoResubscribe: false,
      // The library sends SUBSCRIBE before its check for readiness is over, which then fails: no INFO is allowed any more.
      enableReadyCheck: false,
      retryStrategy: (tries) => {
        this.#turnToNext(client);
        return pauseAfter(tries);
      },
    });
    return client;
  }

  /** @param line - what the server refuses, for whoever runs the gateway. */
  tellRefusal(line: string): void {
    this.#options.log(line);
  }

  /** Ends at once: commands under way fail. */
  close(): void {
    for (const client of this.#opened.splice(0)) client.disconnect();
  }

  #openServer(options: RedisOptions): Redis {
    return this.#watch(new Redis(this.#options.url, { ...SHARED, ...options }));
  }

  #openCluster({ enableOfflineQueue = true, ...options }: RedisOptions): Cluster {
    const { url } = this.#options;
    const cluster = new Cluster([url], {
      enableOfflineQueue,
      clusterRetryStrategy: pauseAfter,
      slotsRefreshTimeout: CONNECT_MS,
      redisOptions: { ...SHARED, ...options, enableOfflineQueue, ...credentialsOf(url) },
    });
    return this.#watch(cluster);
  }

  #watch<T extends Redis | Cluster>(client: T): T {
    // Every loss is an error event; without a listener ioredis writes it to stderr, address included.
    client.on('error', () => undefined);
    this.#opened.push(client);
    return client;
  }

  /** The next connection is one to the next of the servers that are known of a cluster. */
  #turnToNext({ options }: Redis): void {
    if (!(this.client instanceof Cluster)) return;
    const servers = this.client.nodes();
    this.#turns += 1;
    const next = servers[this.#turns % servers.length]?.options;
    if (next !== undefined) Object.assign(options, { host: next.host, port: next.port });
  }

  #noteRefusal(error: unknown): void {
    if (!(error instanceof Error) || error.name !== 'ReplyError') return;
    const [code = ''] = error.message.split(' ', 1);
    const isOfDatabase = Object(Object(error).command).name === 'select';
    this.#refusal = isOfDatabase ? 'no such database' : code;
    // The library would go on in database 0, which is somebody else's.
    if (isOfDatabase && this.client instanceof Redis) this.client.disconnect(true);
  }

  #say(loss: string | null): void {
    if (loss === this.#loss || this.#opened.length === 0) return;
    this.#loss = loss;
    this.#options.log(loss ?? 'Redis is there again');
  }
}

/** The other servers of a cluster are found by address alone. */
function credentialsOf(url: string): RedisOptions {
  const { username, password, protocol } = new URL(url);
  return {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}
