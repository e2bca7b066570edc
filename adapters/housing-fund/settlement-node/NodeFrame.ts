/** One frame, opened: 帧. */
export interface NodeFrame {
  /** 节点号 of our side, in both directions. */
  readonly node: string;
  /** `1` in the header; sign-in and the answers that a session is not valid. */
  readonly isPlain: boolean;
  readonly payload: Buffer;
}
