import type { FrameFormat } from '../../transport/tcp/FrameFormat.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** Length, 4 bytes big-endian, then the sealed text. */
export const relayFormat: FrameFormat = {
  headBytes: 4,
  restBytes: (head) => {
    const length = head.readUInt32BE(0);
    return length >= 1 && length <= MAX_BYTES ? length : null;
  },
};
