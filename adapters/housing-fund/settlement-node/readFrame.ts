import type { NodeFrame } from './NodeFrame.ts';
import { FRAME_HEAD_BYTES } from './nodeFrameFormat.ts';

/** Opens a complete frame, whose head `nodeFrameFormat` has let through. */
export function readFrame(frame: Buffer): NodeFrame {
  return {
    node: frame.toString('latin1', 0, 6),
    isPlain: frame.toString('latin1', 6, 7) === '1',
    payload: frame.subarray(FRAME_HEAD_BYTES),
  };
}
