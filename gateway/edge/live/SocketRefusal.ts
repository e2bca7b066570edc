/** A message for which a socket is closed. */
export class SocketRefusal extends Error {
  override readonly name = 'SocketRefusal';
  /** Of graphql-transport-ws, or of RFC 6455. */
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason);
    this.code = code;
  }
}
