import { connect, type Socket } from 'node:net';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { badResponse } from '../badResponse.ts';
import { ExchangeTimers } from '../ExchangeTimers.ts';
import { isNotSent } from '../isNotSent.ts';
import { NotSent } from '../NotSent.ts';
import { toTransportError } from '../toTransportError.ts';
import type { TransportLimits } from '../transportLimits.ts';
import type { FrameFormat } from './FrameFormat.ts';
import { FrameReader } from './FrameReader.ts';

/** One request on a connection of its own. */
export interface FrameExchange {
  readonly host: string;
  readonly port: number;
  readonly request: Uint8Array;
  readonly format: FrameFormat;
  readonly limits: TransportLimits;
  readonly jurisdiction: DivisionCode;
}

/**
 * Connects, sends one frame, takes one frame, closes.
 *
 * @throws {TongbanError} (with `NotSent` as its cause where no connection stood, or it ended before our frame was written
 *   whole: nobody reads part of one) JURISDICTION_UNAVAILABLE when the peer cannot be reached or closes before its answer is complete, JURISDICTION_TIMEOUT, JURISDICTION_BAD_RESPONSE for an
 *   answer that is no frame or has bytes behind it; the caller's reason when the signal fires.
 */
export async function exchangeFrame(exchange: FrameExchange, signal: AbortSignal): Promise<Buffer> {
  const { host, port, limits, jurisdiction } = exchange;
  if (signal.aborted) throw toTransportError(signal.reason, { jurisdiction, signal });
  const timers = new ExchangeTimers(limits, jurisdiction, signal);
  const socket = connect({ host, port, noDelay: true });
  let isWritten = false;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const giveUp = () => reject(timers.signal.reason);
      timers.signal.addEventListener('abort', giveUp, { once: true });
      const connecting = setTimeout(() => reject(late(jurisdiction)), limits.connectMs);
      socket.once('connect', () => {
        clearTimeout(connecting);
        socket.write(exchange.request, (error) => {
          isWritten = error === undefined || error === null;
        });
      });
      socket.once('close', () => clearTimeout(connecting));
      socket.once('error', reject);
      readAnswer(socket, exchange, timers).then(resolve, reject);
    });
  } catch (error) {
    const failure = toTransportError(error, { jurisdiction, signal });
    throw isWritten || isNotSent(failure) || signal.aborted ? failure : unsent(failure);
  } finally {
    timers.stop();
    // Also after the answer: the peer's own close may be long in coming.
    socket.destroy();
  }
}

/** Bytes behind a frame may be in a later segment: what the peer sends until it closes, or for a moment, is waited for. */
const BEHIND_MS = 20;

function readAnswer(
  socket: Socket,
  { format, jurisdiction }: FrameExchange,
  timers: ExchangeTimers,
): Promise<Buffer> {
  const reader = new FrameReader(format);
  return new Promise((resolve, reject) => {
    let frame: Buffer | null = null;
    const excess = () => reject(badResponse(jurisdiction, 'sent more than one answer'));
    socket.on('data', (chunk: Buffer) => {
      if (frame !== null) return excess();
      if (reader.hasBegun) timers.dataArrived();
      else timers.headersArrived();
      const progress = reader.push(chunk);
      if (progress.kind === 'MALFORMED')
        return reject(badResponse(jurisdiction, 'did not answer with a frame'));
      if (progress.kind === 'INCOMPLETE') return;
      if (progress.hasMore) return excess();
      ({ frame } = progress);
      setTimeout(resolve, BEHIND_MS, frame).unref();
    });
    socket.once('end', () => {
      if (frame !== null) return resolve(frame);
      // Fewer bytes than the frame promised are a connection that was lost, as in HTTP.
      const what = reader.hasBegun ? 'closed within its answer' : 'closed without an answer';
      reject(new TongbanError('JURISDICTION_UNAVAILABLE', `${jurisdiction} ${what}`, { jurisdiction }));
    });
  });
}

function unsent(failure: TongbanError): TongbanError {
  const { code, message, jurisdiction, retryable } = failure;
  return new TongbanError(code, message, {
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    retryable,
    cause: new NotSent('not written whole', { cause: failure }),
  });
}

function late(jurisdiction: DivisionCode): TongbanError {
  return new TongbanError('JURISDICTION_TIMEOUT', `${jurisdiction} did not take the connection in time`, {
    jurisdiction,
    cause: new NotSent('connect'),
  });
}
