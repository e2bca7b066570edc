/** What a diagnosis needs to know of the server that a place is configured for. */
export interface DiagnosisResources {
  /** Epoch ms. */
  readonly now: () => number;
  /** A fresh random text of 16 to 32 letters and digits, never the same twice. */
  readonly nonce: () => string;
  /** Whether the server keeps what systems send. */
  readonly hasStore: boolean;
}
