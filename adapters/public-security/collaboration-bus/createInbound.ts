import type { Inbound } from '../../inbound/Inbound.ts';
import type { MissingHolders } from '../../inbound/MissingHolders.ts';
import { PostServer } from '../../transport/PostServer.ts';
import type { CollaborationBusListener } from './CollaborationBusListener.ts';

export interface InboundParts {
  readonly address: { readonly host: string; readonly port: number };
  /** 回调地址 below the address. */
  readonly path: string;
  readonly listener: CollaborationBusListener;
  /** Stops with the listener: what it asks for would be answered to nobody. */
  readonly missing: MissingHolders;
}

/** Listens for the calls of a bus. */
export function createInbound({ address, path, listener, missing }: InboundParts): Inbound {
  return {
    start: async () => {
      const server = new PostServer({ ...address, path, answer: (body) => listener.answer(body) });
      const url = await server.start();
      const stop = async () => {
        await Promise.all([missing.stop(), server.stop()]);
      };
      return { url, stop };
    },
  };
}
