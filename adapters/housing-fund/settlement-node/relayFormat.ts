import type { FrameFormat } from '../../transport/tcp/FrameFormat.ts';

/** Length, 4 bytes big-endian, then the sealed text. @param maxBytes - of the text. */
export const relayFormat = (maxBytes: number): FrameFormat => ({
  headBytes: 4,
  restBytes: (head) => {
    const length = head.readUInt32BE(0);
    return length >= 1 && length <= maxBytes ? length : null;
  },
});
