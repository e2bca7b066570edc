/** `data` of a message: the business object enciphered, and in an envelope the key that opens it. */
export interface SealedData {
  /** Hex. */
  readonly encData: string;
  /** Hex; only in an envelope. */
  readonly encKey?: string | undefined;
}
