import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** A store that takes nothing while it is away; what it holds can be read. */
export function storeThatFails(store: PlaceStore) {
  let away = false;
  const reach = async () => {
    if (away) throw new TongbanError('INTERNAL_SERVER_ERROR', 'the store is away', { retryable: true });
  };
  const failing: PlaceStore = {
    ...store,
    inbox: {
      take: async (message) => {
        await reach();
        return store.inbox.take(message);
      },
      quarantine: async (message) => {
        await reach();
        return store.inbox.quarantine(message);
      },
    },
  };
  return {
    store: failing,
    setAway: (value: boolean) => {
      away = value;
    },
  };
}
