import { randomUUID } from 'node:crypto';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { exchangeFrame } from '../../transport/tcp/exchangeFrame.ts';
import type { TransportLimits } from '../../transport/transportLimits.ts';
import type { NodeAnswer } from './NodeAnswer.ts';
import type { RelayCipher } from './RelayCipher.ts';
import { relayFormat } from './relayFormat.ts';
import { type RelayAnswer, relayAnswer } from './relayMessages.ts';
import type { NodeRequest } from './writeRequest.ts';

/** How the owning replica is reached. */
interface OwnerRoute {
  /** `host:port`, as it joined the lease. */
  readonly address: string;
  readonly cipher: RelayCipher;
  readonly limits: TransportLimits;
  readonly jurisdiction: DivisionCode;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * Lets the replica that owns the node ask.
 *
 * @throws {TongbanError} what the owner's request ended with, JURISDICTION_UNAVAILABLE when that replica cannot be reached
 *   or is not the owner any more, the caller's reason when the signal fires.
 */
export async function askOwner(
  request: NodeRequest,
  { address, cipher, limits, jurisdiction, now }: OwnerRoute,
  signal: AbortSignal,
): Promise<NodeAnswer> {
  const id = randomUUID();
  const sealed = cipher.seal('request', { id, at: now(), budgetMs: limits.totalMs, ...request });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.byteLength);
  const { hostname, port } = new URL(`tcp://${address}`);
  const frame = await exchangeFrame(
    {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port),
      request: Buffer.concat([length, sealed]),
      format: relayFormat,
      limits,
      jurisdiction,
    },
    signal,
  );
  const answer = relayAnswer.safeParse(cipher.open(`answer ${id}`, frame.subarray(4)));
  if (!answer.success) throw badResponse(jurisdiction, 'is owned by a replica that answers otherwise');
  return settle(answer.data, jurisdiction);
}

function settle(answer: RelayAnswer, jurisdiction: DivisionCode): NodeAnswer {
  switch (answer.kind) {
    case 'ANSWER':
      return answer.answer;
    case 'ERROR': {
      const { code, message, retryable, retryAfter, upstreamCode } = answer;
      throw new TongbanError(code, message, {
        jurisdiction,
        retryable,
        ...(retryAfter === undefined ? {} : { retryAfter }),
        ...(upstreamCode === undefined ? {} : { upstreamCode }),
      });
    }
    case 'NOT_OWNER':
      throw new TongbanError('JURISDICTION_UNAVAILABLE', `${jurisdiction} changes the owner of its node`, {
        jurisdiction,
        retryAfter: 1,
      });
  }
}
