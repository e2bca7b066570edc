import { TongbanError } from '../../../domain/TongbanError.ts';
import { FrameServer } from '../../transport/tcp/FrameServer.ts';
import type { AskNode } from './AskNode.ts';
import type { RelayCipher } from './RelayCipher.ts';
import { relayFormat } from './relayFormat.ts';
import { type RelayAnswer, relayRequest } from './relayMessages.ts';

/** How far the clocks of replicas may be apart, and how long a recorded request could be sent again. */
const MAX_AGE_MS = 30_000;
const FRAME_MS = 5_000;
const MAX_CONNECTIONS = 256;

interface RelayServerOptions {
  readonly host: string;
  readonly cipher: RelayCipher;
  /** Asks as the owner; `null` while this replica does not own the node. */
  readonly ask: () => Promise<AskNode | null>;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Where other replicas ask through the one that owns the node. Whoever does not know the node's secrets gets no answer. */
export function createRelayServer({ host, cipher, ask, now }: RelayServerOptions): FrameServer {
  return new FrameServer({
    host,
    port: 0,
    format: relayFormat,
    frameMs: FRAME_MS,
    maxConnections: MAX_CONNECTIONS,
    answer: async (frame) => {
      const request = relayRequest.safeParse(cipher.open('request', frame.subarray(4)));
      if (!request.success || Math.abs(now() - request.data.at) > MAX_AGE_MS) return null;
      const { id, budgetMs, transaction, customer, body } = request.data;
      const answer = await find(ask, { transaction, customer, body }, budgetMs);
      const sealed = cipher.seal(`answer ${id}`, answer);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(sealed.byteLength);
      return Buffer.concat([length, sealed]);
    },
  });
}

async function find(
  ask: RelayServerOptions['ask'],
  request: Parameters<AskNode>[0],
  budgetMs: number,
): Promise<RelayAnswer> {
  try {
    const askAsOwner = await ask();
    if (askAsOwner === null) return { kind: 'NOT_OWNER' };
    return { kind: 'ANSWER', answer: await askAsOwner(request, AbortSignal.timeout(budgetMs)) };
  } catch (error) {
    const known =
      error instanceof TongbanError
        ? error
        : new TongbanError('INTERNAL_SERVER_ERROR', 'the replica that owns the node failed');
    const { code, message, retryable, retryAfter, upstreamCode } = known;
    return {
      kind: 'ERROR',
      code,
      message,
      retryable,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(upstreamCode === undefined ? {} : { upstreamCode }),
    };
  }
}
