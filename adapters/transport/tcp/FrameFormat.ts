/** How frames of a protocol over TCP tell where they end. */
export interface FrameFormat {
  /** Bytes of the fixed part in front, from which the length of the rest can be read. */
  readonly headBytes: number;
  /** Bytes that follow the head, or `null` for a head that the protocol does not allow. */
  readonly restBytes: (head: Buffer) => number | null;
}
