import type { NodeFrame } from './NodeFrame.ts';
import { FRAME_HEAD_BYTES } from './nodeFrameFormat.ts';

/** The bytes of a frame. */
export function writeFrame({ node, isPlain, payload }: NodeFrame): Buffer {
  const frame = Buffer.alloc(FRAME_HEAD_BYTES + payload.byteLength);
  frame.write(node, 0, 6, 'latin1');
  frame.write(isPlain ? '1' : '0', 6, 1, 'latin1');
  frame.writeUInt32BE(payload.byteLength, 16);
  payload.copy(frame, FRAME_HEAD_BYTES);
  return frame;
}
