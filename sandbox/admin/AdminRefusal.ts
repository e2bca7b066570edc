/** Why the admin port refused; the message goes to the caller. */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal';
  /** HTTP status, 4xx. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
