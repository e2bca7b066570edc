/** An endpoint does otherwise than the contract says; the message holds no personal data. */
export class Nonconformity extends Error {
  override readonly name = 'Nonconformity';
  /** Whether it broke the connection, rather than answer or stay silent. */
  readonly isBrokenConnection: boolean;
  /** What to do, where that is another thing than the check itself says. */
  readonly next: string | undefined;

  constructor(
    message: string,
    {
      isBrokenConnection = false,
      next,
    }: { readonly isBrokenConnection?: boolean; readonly next?: string } = {},
  ) {
    super(message);
    this.isBrokenConnection = isBrokenConnection;
    this.next = next;
  }
}
