/** An endpoint does otherwise than the contract says; the message holds no personal data. */
export class Nonconformity extends Error {
  override readonly name = 'Nonconformity';
  /** Whether it broke the connection, rather than answer or stay silent. */
  readonly isBrokenConnection: boolean;

  constructor(
    message: string,
    { isBrokenConnection = false }: { readonly isBrokenConnection?: boolean } = {},
  ) {
    super(message);
    this.isBrokenConnection = isBrokenConnection;
  }
}
