import type { RedisLink } from '../../redis/RedisLink.ts';
import type { ChangedEntity } from './ChangedEntity.ts';
import { changedEntities } from './changedEntities.ts';

/** Follows the Redis channel `<prefix>cache:changed`, where anybody of the alliance tells what has changed. */
export class InvalidationChannel {
  readonly #close: () => void;

  /** @param onChanged - gets what was told; a message that cannot be read is left out. */
  constructor(link: RedisLink, onChanged: (entities: readonly ChangedEntity[]) => void) {
    const subscriber = link.openSubscriber();
    subscriber.on('message', (_: string, text: string) => {
      const entities = read(text);
      if (entities !== null) onChanged(entities);
    });
    // With every connection anew: the client itself forgets what it asked of a server that was away.
    subscriber.on('ready', () => {
      subscriber.subscribe(`${link.prefix}cache:changed`).catch(() => undefined);
    });
    this.#close = () => subscriber.disconnect();
  }

  close(): void {
    this.#close();
  }
}

function read(text: string): readonly ChangedEntity[] | null {
  try {
    const outcome = changedEntities.safeParse(JSON.parse(text));
    return outcome.success ? outcome.data.entities : null;
  } catch {
    // Not JSON: from somebody else, or cut.
    return null;
  }
}
