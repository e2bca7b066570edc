import type { NodeAnswer, NodeSystem } from '../SandboxNodeDialect.ts';
import type { Fault } from './Fault.ts';
import { spoilAnswer } from './spoilAnswer.ts';

const LENGTH_BYTES = 4;

/**
 * What is sent in the place of a frame, for the faults that are made of bytes.
 *
 * Texts that no honest system writes come in a plain frame, which every receiver has to read: `huge` announces its
 * length truthfully, as far as four bytes can.
 */
export function spoilFrame(
  answer: Pick<NodeAnswer, 'frame' | 'plain'>,
  fault: Fault | null,
  system: NodeSystem,
): Buffer | Iterable<Buffer> {
  const spoil = (body: Buffer) => spoilAnswer({ status: 200, headers: {}, body }, fault, true).body;
  switch (fault?.kind) {
    case 'deep':
    case 'xxe':
    case 'billion-laughs': {
      const text = spoil(answer.plain);
      return Buffer.isBuffer(text) ? system.frame(text) : text;
    }
    case 'huge':
      return announced(system.frame(Buffer.of(0)), fault.bytes, spoil(answer.plain));
    default:
      return spoil(answer.frame);
  }
}

function* announced(frame: Buffer, length: number, body: Buffer | Iterable<Buffer>): Iterable<Buffer> {
  const head = Buffer.from(frame.subarray(0, -1));
  head.writeUInt32BE(Math.min(length, 2 ** 32 - 1), head.length - LENGTH_BYTES);
  yield head;
  if (Buffer.isBuffer(body)) yield body;
  else yield* body;
}
