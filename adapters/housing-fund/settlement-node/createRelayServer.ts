import { TongbanError } from '../../../domain/TongbanError.ts';
import { isNotSent } from '../../transport/isNotSent.ts';
import { linkAbort } from '../../transport/linkAbort.ts';
import { FrameServer } from '../../transport/tcp/FrameServer.ts';
import type { AskNode, NodeQuestion } from './AskNode.ts';
import { OwnerLost } from './OwnerLost.ts';
import type { RelayAddress } from './RelayAddress.ts';
import type { RelayCipher } from './RelayCipher.ts';
import { relayFormat } from './relayFormat.ts';
import { MAX_RELAY_REQUEST_BYTES, type RelayAnswer, relayRequest } from './relayMessages.ts';

/** How far the clocks of replicas may be apart, and how long a recorded request could be sent again. */
const MAX_AGE_MS = 30_000;
const FRAME_MS = 5_000;
const MAX_CONNECTIONS = 256;
/** Bytes of all requests that are held at a time. */
const MAX_BYTES = 32 * 1024 * 1024;

interface RelayServerOptions {
  readonly listen: RelayAddress['listen'];
  readonly cipher: RelayCipher;
  /** Asks as the owner; `null` while this replica does not own the node. */
  readonly ask: () => Promise<AskNode | null>;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Where other replicas ask through the one that owns the node. Whoever does not know the node's secrets gets no answer. */
export function createRelayServer({ listen, cipher, ask, now }: RelayServerOptions): FrameServer {
  return new FrameServer({
    ...listen,
    format: relayFormat(MAX_RELAY_REQUEST_BYTES),
    frameMs: FRAME_MS,
    maxConnections: MAX_CONNECTIONS,
    maxBytes: MAX_BYTES,
    endLeaves: true,
    answer: async (frame, left) => {
      const request = relayRequest.safeParse(cipher.open('request', frame.subarray(4)));
      if (!request.success || Math.abs(now() - request.data.at) > MAX_AGE_MS) return null;
      const { id, at: _, budgetMs, ...question } = request.data;
      const answer = await findWithin(budgetMs, left, (signal) => find(ask, question, signal));
      const sealed = cipher.seal(`answer ${id}`, answer);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(sealed.byteLength);
      return Buffer.concat([length, sealed]);
    },
  });
}

async function findWithin<T>(
  budgetMs: number,
  left: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const link = linkAbort(left);
  const late = () => link.abort(new TongbanError('DEADLINE_EXCEEDED', 'the asking replica waits no longer'));
  const timer = setTimeout(late, budgetMs);
  try {
    return await run(link.signal);
  } finally {
    clearTimeout(timer);
    link.unlink();
  }
}

async function find(
  ask: RelayServerOptions['ask'],
  question: NodeQuestion,
  signal: AbortSignal,
): Promise<RelayAnswer> {
  try {
    const askAsOwner = await ask();
    if (askAsOwner === null) return { kind: 'NOT_OWNER' };
    return { kind: 'ANSWER', answer: await askAsOwner(question, signal) };
  } catch (error) {
    if (error instanceof TongbanError && error.cause instanceof OwnerLost) return { kind: 'NOT_OWNER' };
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
      ...(isNotSent(known) ? { isNotSent: true } : {}),
    };
  }
}
