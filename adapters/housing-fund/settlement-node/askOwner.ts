import { randomUUID } from 'node:crypto';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { isNotSent } from '../../transport/isNotSent.ts';
import { NotSent } from '../../transport/NotSent.ts';
import { exchangeFrame } from '../../transport/tcp/exchangeFrame.ts';
import type { NodeQuestion } from './AskNode.ts';
import { isOrder } from './isOrder.ts';
import type { NodeAnswer } from './NodeAnswer.ts';
import { NODE_LIMITS } from './nodeLimits.ts';
import { OwnerLost } from './OwnerLost.ts';
import type { RelayCipher } from './RelayCipher.ts';
import { relayFormat } from './relayFormat.ts';
import { MAX_RELAY_ANSWER_BYTES, type RelayAnswer, relayAnswer } from './relayMessages.ts';
import { routingFailure } from './routingFailure.ts';

const ANSWER = relayFormat(MAX_RELAY_ANSWER_BYTES);
/** Milliseconds that the way to the owner and back may take. */
const WAY_MS = 1_000;

/** How the owning replica is reached. */
interface OwnerRoute {
  /** `host:port`, as it joined the lease. */
  readonly address: string;
  readonly cipher: RelayCipher;
  readonly jurisdiction: DivisionCode;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * Lets the replica that owns the node ask. It stops asking when we leave, so that the caller's deadline holds there too.
 *
 * @throws {TongbanError} what the owner's request ended with, INTERNAL_SERVER_ERROR (retryable, with `OwnerLost` as its
 *   cause) when that replica cannot be reached or is not the owner any more, the caller's reason when the signal fires.
 */
export async function askOwner(
  question: NodeQuestion,
  { address, cipher, jurisdiction, now }: OwnerRoute,
  signal: AbortSignal,
): Promise<NodeAnswer> {
  const { transport, guard } = NODE_LIMITS[question.lines.length === 0 ? 'query' : 'file'];
  const id = randomUUID();
  const { transaction, customer, body, lines } = question;
  const sealed = cipher.seal('request', {
    id,
    at: now(),
    budgetMs: guard.callMs,
    transaction,
    customer,
    body,
    lines,
  });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.byteLength);
  const { hostname, port } = new URL(`tcp://${address}`);
  const totalMs = guard.callMs + WAY_MS;
  const frame = await exchangeFrame(
    {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port),
      request: Buffer.concat([length, sealed]),
      format: ANSWER,
      limits: { ...transport, headersMs: totalMs, totalMs },
      jurisdiction,
    },
    signal,
  ).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw toRoutingFailure(error, { jurisdiction, mayAskAnother: isNotSent(error) || !isOrder(transaction) });
  });
  const answer = relayAnswer.safeParse(cipher.open(`answer ${id}`, frame.subarray(4)));
  if (!answer.success) throw routingFailure(jurisdiction, 'is owned by a replica that answers otherwise');
  return settle(answer.data, jurisdiction);
}

/**
 * Whatever became of our own connection says nothing about the hub. Another owner may be asked a question that only reads;
 * one with an effect only where no owner has got it.
 */
function toRoutingFailure(
  error: unknown,
  { jurisdiction, mayAskAnother }: { readonly jurisdiction: DivisionCode; readonly mayAskAnother: boolean },
): TongbanError {
  const isUnreachable = error instanceof TongbanError && error.code === 'JURISDICTION_UNAVAILABLE';
  const isGone = isUnreachable && mayAskAnother;
  return isGone
    ? routingFailure(
        jurisdiction,
        'is owned by a replica that is gone',
        new OwnerLost('gone', { cause: error }),
      )
    : routingFailure(jurisdiction, 'is owned by a replica that does not answer', error);
}

function settle(answer: RelayAnswer, jurisdiction: DivisionCode): NodeAnswer {
  switch (answer.kind) {
    case 'ANSWER':
      return answer.answer;
    case 'ERROR': {
      const { code, message, retryable, retryAfter, upstreamCode, isNotSent: wasNotSent } = answer;
      throw new TongbanError(code, message, {
        jurisdiction,
        retryable,
        ...(retryAfter === undefined ? {} : { retryAfter }),
        ...(upstreamCode === undefined ? {} : { upstreamCode }),
        ...(wasNotSent === true ? { cause: new NotSent('its owner did not send it') } : {}),
      });
    }
    case 'NOT_OWNER':
      throw routingFailure(jurisdiction, 'changes its owner', new OwnerLost());
  }
}
