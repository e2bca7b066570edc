import { randomUUID } from 'node:crypto';
import type { RedisLink } from '../../redis/RedisLink.ts';
import { startPulse } from '../../redis/startPulse.ts';
import type { ChangedEntity } from './ChangedEntity.ts';
import { channelMessage } from './channelMessage.ts';

/** Who hears what others tell. */
export interface InvalidationListener {
  onChanged(entities: readonly ChangedEntity[]): void;
  /** From now on everything is heard; of what was told before, nothing is known. */
  onSubscribed(): void;
}

/** As many as one message may hold. */
const MOST_TOLD = 1_000;
/** Beyond these the oldest are left to their age. */
const MOST_OWED = 10_000;
const PING_MS = 1_000;
/** Whoever runs Redis may have allowed the channel meanwhile. */
const REFUSED_MS = 5_000;

/** The Redis channel `<prefix>cache:changed`, where gateways tell each other, and anybody of the alliance tells them, what has changed. */
export class InvalidationChannel {
  readonly #link: RedisLink;
  readonly #name: string;
  readonly #close: () => void;
  /** Whoever tells hears it, too. */
  readonly #id: string = randomUUID();
  /** What could not be told because Redis was away. */
  #owed: ChangedEntity[] = [];

  /** @param listener - a message that cannot be read is left out. */
  constructor(link: RedisLink, listener: InvalidationListener) {
    this.#link = link;
    this.#name = `${link.prefix}cache:changed`;
    const subscriber = link.openSubscriber();
    subscriber.on('message', (_: string, text: string) => {
      const message = read(text);
      if (message !== null && message.from !== this.#id) listener.onChanged(message.entities);
    });
    // With every connection anew: the client itself forgets what it asked of a server that was away.
    let trial: NodeJS.Timeout | undefined;
    const subscribe = (isRefused = false): void => {
      clearTimeout(trial);
      subscriber.subscribe(this.#name).then(
        () => listener.onSubscribed(),
        (error: unknown) => {
          // A loss is told by the link, and ends in another connection.
          if (!(error instanceof Error) || error.name !== 'ReplyError') return;
          if (!isRefused) this.#tellRefusal(error);
          trial = setTimeout(() => subscribe(true), REFUSED_MS).unref();
        },
      );
    };
    subscriber.on('ready', () => subscribe());
    const stopPulse = startPulse(subscriber, PING_MS);
    const payOff = () => void this.tell([]);
    link.client.on('ready', payOff);
    this.#close = () => {
      stopPulse();
      clearTimeout(trial);
      link.client.off('ready', payOff);
      subscriber.disconnect();
    };
  }

  /**
   * Tells all others.
   *
   * @returns whether it is done; if not, it is told as soon as Redis is there again. Never rejects.
   */
  async tell(entities: readonly ChangedEntity[]): Promise<boolean> {
    // What cannot be said in a message, such as a key of a thousand letters, would take the others down with it.
    const told = [...this.#owed, ...entities.filter(isTellable)];
    this.#owed = [];
    try {
      for (let start = 0; start < told.length; start += MOST_TOLD) {
        const message = { from: this.#id, entities: told.slice(start, start + MOST_TOLD) };
        await this.#link.client.publish(this.#name, JSON.stringify(message));
      }
      return true;
    } catch {
      this.#owed = [...told, ...this.#owed].slice(-MOST_OWED);
      return false;
    }
  }

  close(): void {
    this.#close();
  }

  #tellRefusal({ message }: Error): void {
    const [code] = message.split(' ', 1);
    this.#link.tellRefusal(
      `Redis refuses the channel ${this.#name} (${code}): what others change is not heard here until it is allowed`,
    );
  }
}

const isTellable = (entity: ChangedEntity): boolean =>
  channelMessage.safeParse({ entities: [entity] }).success;

function read(text: string) {
  try {
    const outcome = channelMessage.safeParse(JSON.parse(text));
    return outcome.success ? outcome.data : null;
  } catch {
    // Not JSON: from somebody else, or cut.
    return null;
  }
}
