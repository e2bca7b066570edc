const NODE_BYTES = 6;
const HEADER_BYTES = 16;
const LENGTH_BYTES = 4;
const PAYLOAD_AT = HEADER_BYTES + LENGTH_BYTES;
const MOST_BYTES = 8 * 2 ** 20;

/** Whether a payload is encrypted or plain. */
export type FrameFlag = '0' | '1';

/** One frame of a node, in either direction. */
export function encodeFrame(nodeNumber: string, flag: FrameFlag, payload: Buffer): Buffer {
  const head = Buffer.alloc(PAYLOAD_AT);
  head.write(`${nodeNumber}${flag}`, 'latin1');
  head.writeUInt32BE(payload.length, HEADER_BYTES);
  return Buffer.concat([head, payload]);
}

/** How long a frame of this node is that begins so; what can be told of a bad header is told at once. */
export function measureFrame(nodeNumber: string, start: Buffer): number | 'unknown' | 'malformed' {
  const head = start.toString('latin1', 0, HEADER_BYTES);
  const reserved = '\0'.repeat(HEADER_BYTES - NODE_BYTES - 1);
  const isPossible = (['0', '1'] as const).some((flag) => `${nodeNumber}${flag}${reserved}`.startsWith(head));
  if (!isPossible) return 'malformed';
  if (start.length < PAYLOAD_AT) return 'unknown';
  const length = start.readUInt32BE(HEADER_BYTES);
  return length === 0 || length > MOST_BYTES ? 'malformed' : PAYLOAD_AT + length;
}

/** The parts of a whole frame that {@link measureFrame} has let through. */
export function readFrameParts(frame: Buffer): { readonly flag: FrameFlag; readonly payload: Buffer } {
  return {
    flag: frame.toString('latin1', NODE_BYTES, NODE_BYTES + 1) === '1' ? '1' : '0',
    payload: frame.subarray(PAYLOAD_AT),
  };
}
