import type { FrameFormat } from '../../transport/tcp/FrameFormat.ts';

export const FRAME_HEAD_BYTES = 20;
const MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;
const PLAIN = 0x31;
const ENCRYPTED = 0x30;

/**
 * 16 bytes of header (6 digits of node number, the flag, nine zeros) and the length of the payload, 4 bytes big-endian.
 *
 * @see docs/dialects/settlement-node.md, 1
 */
export const nodeFrameFormat: FrameFormat = {
  headBytes: FRAME_HEAD_BYTES,
  restBytes: (head) => {
    const isNode = /^\d{6}$/.test(head.toString('latin1', 0, 6));
    const isFlag = head[6] === PLAIN || head[6] === ENCRYPTED;
    const isReserved = head.subarray(7, 16).every((byte) => byte === 0);
    const length = head.readUInt32BE(16);
    return isNode && isFlag && isReserved && length >= 1 && length <= MAX_PAYLOAD_BYTES ? length : null;
  },
};
